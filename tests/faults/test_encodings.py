"""C1 to C8: bytes in every encoding give the same words, and nothing breaks on the way."""

import pytest

LINES = [
    "Café „Zum Anker“ eröffnet im März wieder",
    "Die Wirtin Zoë Müller sagte, das Haus sei „älter als die Brücke“.",
    "Für die Straße zahlt die Stadt nichts, die Gäste kämen über den Fluß.",
    "Das Fährhaus daneben öffnet später, vielleicht schon übermorgen früh.",
]
TEXT = "\n\n".join(LINES) + "\n"
PAGE = "<html><head>{head}</head><body>" + "".join(f"<p>{line}</p>" for line in LINES)
CYRILLIC = "Паром возвращается после зимнего ремонта, сообщила газета порта.\n" * 3

DOCUMENTS = {
    "c1-meta-wrong.html": PAGE.format(head='<meta charset="iso-8859-5">').encode(),
    "c1-meta-right.html": PAGE.format(head='<meta charset="windows-1252">').encode("cp1252"),
    "c1-meta-lies-latin.html": PAGE.format(head='<meta charset="utf-8">').encode("cp1252"),
    "c1-meta-unknown.html": PAGE.format(head='<meta charset="x-none-such">').encode(),
    "c3-utf-8.txt": TEXT.encode(),
    "c3-utf-8-mark.txt": TEXT.encode("utf-8-sig"),
    "c3-utf-16.txt": TEXT.encode("utf-16"),
    "c3-utf-16-be.txt": b"\xfe\xff" + TEXT.encode("utf-16-be"),
    "c3-utf-16-le-unmarked.txt": TEXT.encode("utf-16-le"),
    "c3-utf-16-be-unmarked.txt": TEXT.encode("utf-16-be"),
    "c3-utf-32.txt": TEXT.encode("utf-32"),
    "c3-windows-1252.txt": TEXT.encode("cp1252"),
    "c3-carriage-returns.txt": TEXT.replace("\n", "\r").encode(),
    "c3-windows-lines.txt": TEXT.replace("\n", "\r\n").encode(),
    "c1-mixed.txt": TEXT.encode() + LINES[1].encode("cp1252") + b"\n",
    "c2-nul.txt": "\0".join(TEXT).encode(),
    "c2-invalid.txt": TEXT.encode() + b"Ende \xff\xfe\xff und \xed\xa0\x80 danach ein Wort.\n",
    "c2-surrogate.jsonl": b'{"title": "A lone half \\ud83d of a pair", "text": "'
    + b'It stands \\udc00 in this line with several words around it."}\n',
    "c2-nul.jsonl": b'{"title": "A zero\\u0000 inside", "text": "'
    + b'It stands \\u0000 in this line with several words around it."}\n',
    "c7-scripts.txt": (
        "العبارة تعود بعد إصلاحات الشتاء\n\n渡轮在冬季维修后返回港口。\n\nเรือข้ามฟากกลับมาแล้ว\n\n"
        "Die Fähre 🚢 kehrt heute zurück, sagte der Kapitän 👨‍👩‍👧 am Morgen.\n"
    ).encode(),
    "c8-long-word.txt": b"Marigold" * 130_000 + b"\n\nA line of words after the long one.\n",
    "koi8.txt": CYRILLIC.encode("koi8-r"),
}


@pytest.fixture(scope="module")
def read(runs, tmp_path_factory):
    """raw_text by file name, after one run over all documents."""
    folder = runs.write_files(tmp_path_factory.mktemp("bytes") / "papers", DOCUMENTS)
    data = tmp_path_factory.mktemp("data")
    report = runs.ingest(data, folder)
    assert report.exit_code == 0
    return dict(
        runs.ask(
            data,
            "select file_name, raw_text from article_texts join articles using (article_key)",
        )
    )


GERMAN = [name for name in DOCUMENTS if name.startswith(("c1", "c3")) or name == "c2-nul.txt"]


@pytest.mark.parametrize("name", GERMAN)
def test_c1_c3_every_letter_is_read_right_whatever_the_encoding(read, name):
    assert [line for line in LINES if line not in read[name]] == []


def test_c1_a_line_in_another_encoding_than_the_rest_is_read_right(read):
    assert read["c1-mixed.txt"].rstrip().endswith(LINES[1])
    assert read["c1-mixed.txt"].count(LINES[1]) == 2


def test_c2_invalid_bytes_cost_no_word_around_them(read):
    text = read["c2-invalid.txt"]
    assert [line for line in LINES if line not in text] == []
    assert "Ende" in text
    assert "danach ein Wort." in text


@pytest.mark.parametrize("name", ["c2-surrogate.jsonl#1", "c2-nul.jsonl#1"])
def test_c2_what_no_database_can_hold_is_replaced_or_dropped(read, name):
    text = read[name]
    assert "in this line with several words around it." in text
    assert "\0" not in text
    assert text.encode()  # no lone surrogate


def test_c7_text_of_every_script_is_stored_as_it_is(read):
    assert read["c7-scripts.txt"] == DOCUMENTS["c7-scripts.txt"].decode()


def test_c8_a_word_of_a_megabyte_is_stored_whole(read):
    assert read["c8-long-word.txt"].startswith("Marigold" * 130_000)


def test_c1_an_encoding_nobody_declared_is_found_by_its_letters(read):
    assert read["koi8.txt"] == CYRILLIC


def test_no_carriage_return_and_no_mark_is_left(read):
    for name, text in read.items():
        assert not {"\r", "\ufeff", "\0"} & set(text), name
