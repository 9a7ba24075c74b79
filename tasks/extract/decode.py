"""Bytes to text, without losing a letter.

In: the bytes of a document, the encoding its transport declared, whether it is HTML. Out: text
with LF line ends and without byte order mark and NUL, the name of the encoding, and flags that
count what was dropped, replaced or repaired. Raises NotText for bytes that are no text. Never
guesses where the bytes themselves decide: a byte order mark, then strict UTF-8, then what was
declared (header before meta), then both mixed line by line, and only then statistics.
"""

import codecs
import re
from dataclasses import dataclass

import charset_normalizer

from tasks.errors import BadInput, Fate
from tasks.extract.mojibake import repair_mojibake

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: it begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

#: First bytes of common files that are no text, with the name people know them by.
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
)

_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]+)""", re.I)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w:.-]+)["']""", re.I)
_CONTROL = bytes([*range(1, 9), *range(14, 27), *range(28, 32), 127])
_SURROGATE = re.compile("[\ud800-\udfff]")
_UTF8_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)

_HIGH_BYTES = bytes(range(0x80, 0x100))
#: So much of what is not ASCII is UTF-8 in a text of which only some lines are not.
_UTF8_SHARE = 0.5

#: The WHATWG Encoding Standard reads these labels as windows-1252, as browsers do.
_WINDOWS_1252_LABELS = frozenset(
    {"ascii", "us-ascii", "latin-1", "latin1", "iso-8859-1", "iso8859-1"}
)

#: More control characters than one in twenty: not text (text editors use a similar share).
_CONTROL_SHARE = 0.05

#: With fewer letters outside ASCII statistics guess at random: then the web's default encoding.
_MIN_LETTERS = 20

#: Bytes that statistics look at; more does not change the answer.
_SAMPLE = 100_000


@dataclass(frozen=True, slots=True)
class DecodedText:
    """Text, the encoding it was read in, and what happened on the way (`name=count`)."""

    text: str
    encoding: str
    flags: tuple[str, ...] = ()


def decode(body: bytes, declared: str | None = None, is_html: bool = False) -> DecodedText:
    """Read bytes as text.

    Args:
        body: the bytes of the whole document.
        declared: encoding named by the transport (an HTTP header), if any.
        is_html: look for `<meta charset>` and the XML declaration too.

    Raises:
        BadInput: fate not_text, for pictures, archives and other binary data.
    """
    _refuse_binary(body)
    text, encoding, flags = _decode_marked(body) or _decode_unmarked(body, declared, is_html)
    text, tidied = tidy(text)
    text, repaired = repair_mojibake(text)
    if repaired:
        flags = (*flags, f"mojibake_repaired={repaired}")
    if _control_share(text[:_SAMPLE]) > _CONTROL_SHARE:
        raise BadInput(
            "the bytes read as control characters, not as text; give the text of the document",
            Fate.NOT_TEXT,
        )
    return DecodedText(text, encoding, (*flags, *tidied))


def tidy(text: str) -> tuple[str, tuple[str, ...]]:
    """Line ends to LF; byte order mark and NUL dropped, lone surrogates replaced; both counted."""
    flags = []
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.removeprefix("\ufeff")
    if nul := text.count("\0"):
        text = text.replace("\0", "")
        flags.append(f"nul_dropped={nul}")
    replaced = text.count("\ufffd")
    if has_surrogates(text):
        text, surrogates = _SURROGATE.subn("\ufffd", text)
        flags.append(f"surrogates_replaced={surrogates}")
    if replaced:
        flags.append(f"replaced_characters={replaced}")
    return text, tuple(flags)


def has_surrogates(text: str) -> bool:
    """Whether half a surrogate pair stands in a text; the codec knows sooner than a search."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _control_share(text: str) -> float:
    """Share of control characters in a text; in UTF-8 their bytes are always whole characters."""
    encoded = text.encode("utf-8")
    return (len(encoded) - len(encoded.translate(None, _CONTROL))) / max(1, len(text))


def _refuse_binary(body: bytes) -> None:
    for magic, name in _MAGIC:
        if body.startswith(magic):
            raise BadInput(
                f"the bytes are {name}, not text; give the text of the document", Fate.NOT_TEXT
            )


def _decode_marked(body: bytes) -> tuple[str, str, tuple[str, ...]] | None:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if body.startswith(mark):
            text = body[len(mark) :].decode(encoding, errors="replace")
            return text, encoding, ("byte_order_mark",)
    return None


def _decode_unmarked(
    body: bytes, declared: str | None, is_html: bool
) -> tuple[str, str, tuple[str, ...]]:
    if encoding := _unmarked_utf16(body):
        return body.decode(encoding, errors="replace"), encoding, ()
    try:
        return body.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError:
        pass
    if _is_mostly_utf8(body):
        return _decode_mixed(body)
    for name in _declared_names(body, declared, is_html):
        try:
            return body.decode(name), name, ()
        except (UnicodeDecodeError, LookupError):
            continue
    return _decode_by_statistics(body)


def _is_mostly_utf8(body: bytes) -> bool:
    """Whether only some lines are not UTF-8.

    Double-byte encodings (GBK, Shift-JIS) hold pairs that look like it by chance: in them most of
    the other bytes do not.
    """
    sequences = _UTF8_SEQUENCE.findall(body)
    high = len(body) - len(body.translate(None, _HIGH_BYTES))
    return len(sequences) >= 2 and sum(map(len, sequences)) > _UTF8_SHARE * high


def _unmarked_utf16(body: bytes) -> str | None:
    """UTF-16 of mostly Latin text without a mark: every other byte is NUL."""
    sample = body[:4096]
    pairs = len(sample) // 2
    if pairs < 4:
        return None
    if sample[1::2].count(0) > 0.6 * pairs and sample[0::2].count(0) < 0.1 * pairs:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.6 * pairs and sample[1::2].count(0) < 0.1 * pairs:
        return "utf-16-be"
    return None


def _declared_names(body: bytes, declared: str | None, is_html: bool) -> list[str]:
    names = [declared] if declared else []
    if is_html:
        head = body[:4096]
        found = (pattern.search(head) for pattern in (_XML_ENCODING, _META_CHARSET))
        names.extend(match[1].decode("ascii") for match in found if match)
    return [
        "windows-1252" if name.lower() in _WINDOWS_1252_LABELS else name
        for name in names
        if name.lower() not in {"utf-8", "utf8"}  # tried already, and refused
    ]


def _decode_mixed(body: bytes) -> tuple[str, str, tuple[str, ...]]:
    """UTF-8 line by line, windows-1252 for the lines that are not: no letter is lost."""
    lines, foreign = [], 0
    for line in body.split(b"\n"):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            lines.append(_decode_broken_line(line))
            foreign += 1
    return "\n".join(lines), "utf-8", (f"mixed_encoding_lines={foreign}",)


def _decode_broken_line(line: bytes) -> str:
    parts, end = [], 0
    for sequence in _UTF8_SEQUENCE.finditer(line):
        parts.append(line[end : sequence.start()].decode("windows-1252", errors="replace"))
        parts.append(sequence[0].decode("utf-8", errors="replace"))
        end = sequence.end()
    parts.append(line[end:].decode("windows-1252", errors="replace"))
    return "".join(parts)


def _decode_by_statistics(body: bytes) -> tuple[str, str, tuple[str, ...]]:
    best = charset_normalizer.from_bytes(body[:_SAMPLE]).best()
    letters = sum(byte > 0x9F for byte in body[:_SAMPLE])
    name = best.encoding if best and letters >= _MIN_LETTERS else "windows-1252"
    text = body.decode(name, errors="replace")
    return text, name, (f"encoding_guessed={name}",)
