"""Addresses in their normal form: one spelling for one address, and never one for two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.identify.address import normalize_address


@pytest.mark.parametrize(
    ("address", "normal"),
    [
        ("HTTPS://Valley.Example/A", "https://valley.example/A"),
        ("https://valley.example", "https://valley.example/"),
        ("https://valley.example:443/a", "https://valley.example/a"),
        ("http://valley.example:80/a", "http://valley.example/a"),
        ("https://valley.example:8443/a", "https://valley.example:8443/a"),
        ("https://valley.example./a", "https://valley.example/a"),
        ("https://maren:secret@valley.example/a", "https://valley.example/a"),
        ("https://Küstenblatt.example/fähre", "https://xn--kstenblatt-9db.example/f%C3%A4hre"),
        ("https://valley.example/f%c3%a4hre", "https://valley.example/f%C3%A4hre"),
        ("https://valley.example/a/../b/./c", "https://valley.example/b/c"),
        ("https://valley.example/a#comments", "https://valley.example/a"),
        ("https://valley.example/a?", "https://valley.example/a"),
        ("https://valley.example/a/", "https://valley.example/a/"),
        ("https://valley.example/s?12345", "https://valley.example/s?12345"),
        ("https://valley.example/s?id=&x", "https://valley.example/s?id=&x"),
        ("https://valley.example/s?b=2&a=1", "https://valley.example/s?a=1&b=2"),
        ("https://valley.example/s?a=2&a=1", "https://valley.example/s?a=2&a=1"),
        ("https://valley.example/s?utm_source=x&id=7&fbclid=y", "https://valley.example/s?id=7"),
        ("https://valley.example/s?UTM_Source=x", "https://valley.example/s"),
        ("https://valley.example/s?ref=newsletter", "https://valley.example/s"),
        ("https://valley.example/s?ref=48213", "https://valley.example/s?ref=48213"),
    ],
)
def test_an_address_has_one_normal_form(address, normal):
    assert normalize_address(address) == normal


@pytest.mark.parametrize("address", ["https://valley.example:door/a", "https://"])
def test_what_has_no_host_or_port_is_no_address(address):
    with pytest.raises(ValueError):
        normalize_address(address)


words = st.text("abcXYZ019-_.~%é ", min_size=1, max_size=6)
parameters = st.lists(
    st.one_of(words, st.tuples(words, st.one_of(st.just(""), words)).map("=".join)), max_size=4
)
hosts = st.sampled_from(["valley.example", "VALLEY.example.", "küste.example", "a.example:8080"])
paths = st.lists(st.one_of(words, st.just("..")), max_size=3).map("/".join)
addresses = st.builds(
    lambda host, path, query, end: f"https://{host}/{path}?{'&'.join(query)}{end}",
    hosts,
    paths,
    parameters,
    st.sampled_from(["", "#top"]),
)


@given(addresses)
def test_normalising_twice_is_normalising_once(address):
    normal = normalize_address(address)
    assert normalize_address(normal) == normal


@given(addresses, st.permutations(["utm_source=mail", "fbclid=x1", "ref=rss"]))
def test_how_a_reader_came_does_not_matter(address, tracking):
    bare = address.partition("#")[0].rstrip("&")
    for parameter in tracking:
        assert normalize_address(f"{bare}&{parameter}") == normalize_address(bare)


plain_words = st.text("abcxyz019", min_size=1, max_size=6)
plain_parameters = st.lists(
    st.one_of(
        plain_words.map("k{}".format),
        st.tuples(plain_words, plain_words).map("k{0[0]}={0[1]}".format),
    ),
    max_size=4,
)


@given(plain_parameters, plain_parameters)
def test_addresses_that_differ_in_a_parameter_stay_two(first, second):
    def by_name(query):
        return sorted(query, key=lambda parameter: parameter.partition("=")[0])

    one, other = (
        normalize_address(f"https://valley.example/s?{'&'.join(query)}")
        for query in (first, second)
    )
    assert (one == other) is (by_name(first) == by_name(second))
