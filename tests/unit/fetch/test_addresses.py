"""Which addresses are well formed, and which machines are public."""

import pytest

from tasks.errors import Fate
from tasks.fetch.addresses import parse_address, why_not_public
from tasks.fetch.faults import FetchFault


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("https://Oldmere.example", "https://oldmere.example/"),
        ("HTTPS://oldmere.example:443/a?b=c#d", "https://oldmere.example/a?b=c"),
        ("http://oldmere.example:8080/ä b", "http://oldmere.example:8080/%C3%A4%20b"),
        ("http://oldmere.example/a%20b%2Fc", "http://oldmere.example/a%20b%2Fc"),
        ("http://bücher.example/?q=ü", "http://xn--bcher-kva.example/?q=%C3%BC"),
        ("http://[2001:DB8::1]:81/a", "http://[2001:db8::1]:81/a"),
        ("http://oldmere.example./a", "http://oldmere.example/a"),
    ],
)
def test_an_address_is_brought_into_the_form_that_is_sent(written, sent):
    assert str(parse_address(written)) == sent
    assert str(parse_address(sent)) == sent


@pytest.mark.parametrize(
    ("written", "fate"),
    [
        ("ftp://oldmere.example/", Fate.REFUSED_SCHEME),
        ("oldmere.example/news", Fate.REFUSED_SCHEME),
        ("http:///news", Fate.REFUSED_ADDRESS),
        ("http://maren:secret@oldmere.example/", Fate.REFUSED_ADDRESS),
        ("http://oldmere.example:99999/", Fate.REFUSED_ADDRESS),
        ("http://oldmere.example:0/", Fate.REFUSED_ADDRESS),
        ("http://[::1/", Fate.REFUSED_ADDRESS),
        ("http://[fe80::1%25eth0]/", Fate.REFUSED_ADDRESS),
        ("http://old mere.example/", Fate.REFUSED_ADDRESS),
        ("http://oldmere.example/" + "a" * 9_000, Fate.REFUSED_ADDRESS),
    ],
)
def test_what_is_no_web_address_is_refused_without_telling_its_secrets(written, fate):
    with pytest.raises(FetchFault) as caught:
        parse_address(written)
    assert caught.value.fate is fate
    assert "secret" not in caught.value.reason
    assert len(caught.value.reason) < 400


def test_http_and_https_of_one_host_share_a_pace_and_another_port_does_not():
    names = [
        parse_address(f"{start}/a").pace_name
        for start in ("http://a.example", "https://a.example", "http://a.example:8080")
    ]
    assert names == ["a.example", "a.example", "a.example:8080"]


@pytest.mark.parametrize("number", ["93.184.216.34", "2606:4700::6810:84e5", "::ffff:8.8.8.8"])
def test_public_machines_may_be_asked(number):
    assert why_not_public(number, allow_loopback=False) is None


@pytest.mark.parametrize(
    "number",
    ["0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1",
     "192.0.0.1", "192.168.0.1", "198.18.0.1", "203.0.113.9", "224.0.0.1", "240.0.0.1",
     "255.255.255.255", "::", "::1", "::7f00:1", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",
     "2001:db8::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1",
     "64:ff9b:1::1", "2002:7f00:1::", "2001:0:1:1:1:1:80ff:fffe", "no number"],
)  # fmt: skip
def test_all_other_machines_may_not(number):
    assert why_not_public(number, allow_loopback=False)


@pytest.mark.parametrize("number", ["127.0.0.1", "127.9.9.9", "::1"])
def test_loopback_may_be_opened(number):
    assert why_not_public(number, allow_loopback=True) is None


@pytest.mark.parametrize("number", ["10.1.2.3", "169.254.169.254", "0.0.0.0", "fe80::1"])
def test_opening_loopback_opens_nothing_else(number):
    assert why_not_public(number, allow_loopback=True)
