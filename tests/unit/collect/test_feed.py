"""Every form of feed gives the same entries."""

from datetime import date, datetime

import pytest

from tasks.collect.feed import parse_feed

READ_AT = datetime(2024, 5, 12)
ADDRESS = "https://mercury.example/feed"
FORMS = {
    "RSS 0.91 (Userland)": """<rss version="0.91"><channel><title>Mercury</title><link>/</link>
        <item><title>Otters return</title><link>/otters</link></item></channel></rss>""",
    "RSS 2.0": """<rss version="2.0"><channel><title>Mercury</title><item>
        <title>Otters return</title><guid>https://mercury.example/otters</guid>
        <pubDate>Mon, 06 May 2024 07:30:00 +0100</pubDate></item></channel></rss>""",
    "RSS 1.0": """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel rdf:about="https://mercury.example/"><title>Mercury</title></channel>
        <item rdf:about="https://mercury.example/otters"><title>Otters return</title>
        <link>https://mercury.example/otters</link><dc:date>2024-05-06</dc:date></item></rdf:RDF>""",
    "Atom 1.0": """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://mercury.example/">
        <title>Mercury</title><entry><id>tag:x</id>
        <title type="html">Otters &lt;i>return&lt;/i></title>
        <link rel="self" href="x.atom"/><link rel="alternate" href="otters"/>
        <published>2024-05-06T07:30:00+01:00</published><updated>2024-05-08T00:00:00Z</updated>
        </entry></feed>""",
    "JSON Feed 1": """{"version": "https://jsonfeed.org/version/1", "title": "Mercury", "items":
        [{"id": "1", "url": "/otters", "title": "Otters return",
          "date_published": "2024-05-06T07:30:00+01:00"}]}""",
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_a_feed_of_any_form_is_read(form):
    feed = parse_feed(FORMS[form].encode(), ADDRESS, READ_AT)
    assert (feed.form, feed.title, feed.lost) == (form, "Mercury", ())
    (entry,) = feed.entries
    assert (entry.address, entry.title) == ("https://mercury.example/otters", "Otters return")
    assert entry.dates == () or entry.dates[0].day == date(2024, 5, 6)
    assert bool(entry.dates) == (form != "RSS 0.91 (Userland)")


def test_the_day_of_a_change_is_no_day_of_publication():
    (entry,) = parse_feed(FORMS["Atom 1.0"].encode(), ADDRESS, READ_AT).entries
    assert [(found.kind, found.day) for found in entry.dates] == [
        ("published", date(2024, 5, 6)),
        ("updated", date(2024, 5, 8)),
    ]
