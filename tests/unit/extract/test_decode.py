"""Bytes become text without losing a letter, or are refused by name."""

import pytest

from tasks.errors import BadInput, Fate
from tasks.extract.decode import decode

SENTENCE = "Die Fähre „Marigold“ legte um 9 Uhr ab – mit 40 Gästen."


def test_utf8_is_read_as_it_is():
    decoded = decode(SENTENCE.encode())
    assert (decoded.text, decoded.encoding, decoded.flags) == (SENTENCE, "utf-8", ())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides_and_is_dropped(encoding):
    decoded = decode(SENTENCE.encode(encoding))
    assert decoded.text == SENTENCE
    assert "byte_order_mark" in decoded.flags


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_recognised(encoding):
    assert decode(SENTENCE.encode(encoding)).text == SENTENCE


def test_bytes_beat_a_wrong_declaration():
    assert decode(SENTENCE.encode(), declared="iso-8859-1").text == SENTENCE


def test_latin1_is_read_as_windows_1252_so_that_quotes_survive():
    text = "“Quoted” – and a café"
    assert decode(text.encode("windows-1252"), declared="iso-8859-1").text == text
    assert decode(text.encode("windows-1252")).text == text


def test_the_meta_element_of_a_page_is_heeded():
    page = '<html><head><meta charset="iso-8859-2"></head><body>Łódź</body></html>'
    decoded = decode(page.encode("iso-8859-2"), is_html=True)
    assert decoded.text == page
    assert decoded.encoding == "iso-8859-2"


def test_lines_in_two_encodings_are_each_read_in_their_own():
    body = "Überfahrt für alle\n".encode() + "Café “Marigold”\n".encode("windows-1252")
    decoded = decode(body + "Ende – schön\n".encode())
    assert decoded.text == "Überfahrt für alle\nCafé “Marigold”\nEnde – schön\n"
    assert "mixed_encoding_lines=1" in decoded.flags


def test_nul_is_dropped_and_counted_and_line_ends_become_lf():
    decoded = decode(b"one\x00 two\r\nthree\rfour")
    assert decoded.text == "one two\nthree\nfour"
    assert "nul_dropped=1" in decoded.flags


@pytest.mark.parametrize(
    "body",
    [b"%PDF-1.7 \x00\x01", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04rest", bytes(range(1, 32)) * 50],
)
def test_binary_data_is_refused_by_name(body):
    with pytest.raises(BadInput) as caught:
        decode(body)
    assert caught.value.fate == Fate.NOT_TEXT
