"""Addresses as sources write them."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.collect.addresses import BadAddress, is_on_site, tidy_address
from tasks.identify.address import normalize_address

LISTS = tomllib.loads((Path(__file__).parents[3] / "config/tracking.toml").read_text("utf-8"))
HOME = "https://gazette.example/news/feed.xml"


@pytest.mark.parametrize(
    ("written", "tidy"),
    [
        ("https://Gazette.example:443/a#top", "https://gazette.example/a"),
        ("a b", "https://gazette.example/news/a%20b"),
        ("/caf%C3%A9", "https://gazette.example/caf%C3%A9"),
        ("?id=7&utm_source=x&b", "https://gazette.example/news/feed.xml?id=7&b"),
        ("/a?4711", "https://gazette.example/a?4711"),
        ("https://gazette.example", "https://gazette.example/"),
        ("http://127.0.0.1:8010/a", "http://127.0.0.1:8010/a"),
    ],
)
def test_an_address_is_made_whole_and_what_means_something_stays(written, tidy):
    assert tidy_address(written, HOME) == tidy
    assert tidy_address(tidy) == tidy


@pytest.mark.parametrize(
    ("query", "sent"),
    [
        ("utm_source=rss&id=7&fbclid=x1", "id=7"),
        ("cid=48213", "cid=48213"),  # articles of some sites are numbered so
        ("uid=7&eid=9&keyword=ferry&session=2", "uid=7&eid=9&keyword=ferry&session=2"),
        ("source=rss", "source=rss"),  # sent, although it names no other article
        ("UTM_Medium=feed&gclid", ""),
        ("b=2&a=1", "b=2&a=1"),
    ],
)
def test_trackers_alone_are_not_sent_to_a_site(query, sent):
    tidy = tidy_address(f"https://gazette.example/a?{query}")
    assert tidy == "https://gazette.example/a" + (f"?{sent}" if sent else "")


names = st.one_of(
    st.sampled_from([*LISTS["names"], *LISTS["words"], *(f"{p}x" for p in LISTS["prefixes"])]),
    st.sampled_from(["id", "uid", "eid", "cid", "clid", "keyword", "session", "medium", "ad_id"]),
)
parameters = st.tuples(names, st.sampled_from(["", "=", "=rss", "=48213"])).map("".join)


@given(st.lists(parameters, max_size=4).map("&".join))
def test_what_is_not_sent_is_in_no_name_of_an_article(query):
    address = f"https://gazette.example/a?{query}"
    assert normalize_address(tidy_address(address)) == normalize_address(address)


@pytest.mark.parametrize(
    "written",
    ["", "mailto:x@gazette.example", "javascript:alert(1)", "https://", "http://a:b@gazette.example/",
     "https://[::1", "https://gazette.example:x/", "/a\nb", "/" + "a" * 9_000],
)  # fmt: skip
def test_what_cannot_be_asked_for_is_no_address(written):
    with pytest.raises(BadAddress):
        tidy_address(written, HOME)


def test_a_password_is_not_repeated_in_the_message():
    with pytest.raises(BadAddress) as raised:
        tidy_address("https://reader:hunter2@gazette.example/a")
    assert "hunter2" not in str(raised.value)


@pytest.mark.parametrize(
    ("address", "home", "others", "expected"),
    [
        ("https://www.gazette.example/a", HOME, (), True),
        ("https://sport.gazette.example/a", HOME, (), True),
        ("https://gazette.example/a", "https://feeds.gazette.example/x", (), True),
        ("https://notgazette.example/a", HOME, (), False),
        ("https://gazette.example.evil.example/a", HOME, (), False),
        ("https://example/a", HOME, (), False),
        ("https://wire.example/a", HOME, ("wire.example",), True),
        ("https://en.wire.example/a", HOME, ("www.wire.example",), True),
        ("http://127.0.0.1:8011/a", "http://127.0.0.1:8010/feed.xml", (), False),
    ],
)
def test_a_site_is_its_host_and_those_below(address, home, others, expected):
    assert is_on_site(address, home, others) is expected
