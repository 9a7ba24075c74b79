"""What a home page and robots.txt name, the most useful first."""

from tasks.collect.discovery import discover

ROBOTS = (
    "\ufeffUser-agent: *\nDisallow:\nSITEMAP: /sitemap.xml\nsitemap: https://cdn.example/news.xml\n"
)
PAGE = b"""<html><head><base href="/en/">
<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed/">
<link rel="Alternate" type="application/atom+xml; charset=utf-8" title=" Mercury \n News"
 href="atom.xml">
<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/7">
<link rel="alternate" hreflang="de" href="/de/">
<link rel="alternate" type="application/rss+xml" href="javascript:void(0)">
</head><body><a href="/sport/rss.xml">Sport <b>feed</b></a> <a href="/feed-the-ducks">Ducks</a>
<a href="https://elsewhere.example/feed/">Friends</a><a href="atom.xml#x">again</a></body></html>"""


def test_sources_are_found_in_the_order_of_their_use():
    found = discover(PAGE, "https://mercury.example/", ROBOTS)
    assert [(f.kind, f.address) for f in found] == [
        ("sitemap", "https://cdn.example/news.xml"),
        ("feed", "https://mercury.example/en/atom.xml"),
        ("feed", "https://mercury.example/sport/rss.xml"),
        ("sitemap", "https://mercury.example/sitemap.xml"),
        ("feed", "https://mercury.example/comments/feed/"),
    ]
    assert [f.title for f in found][1:3] == ["Mercury News", "Sport feed"]


def test_an_empty_page_and_no_robots_name_nothing():
    assert discover(b"", "https://mercury.example/") == ()
    assert discover(b"<!-- -->", "https://mercury.example/", "") == ()
    assert discover(None, "https://mercury.example/") == ()
