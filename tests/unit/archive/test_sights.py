"""The archive tells every sight of every document, and where it cannot be read."""

import os
from dataclasses import replace
from datetime import datetime

import pytest

from tasks.archive.sights import Unreadable, archive_files, read_sights
from tasks.archive.warc import archive_documents, name_file
from tasks.models import RawDocument

NOW = datetime(2024, 3, 8, 6, 0)
LATER = datetime(2024, 4, 1, 12, 30, 15, 7)


def document(number: int) -> RawDocument:
    return RawDocument(
        uri=f"file:harbour news/fähre {number}.txt",
        source_name="harbour news",
        file_name=f"fähre {number}.txt",
        url="https://harbour-gazette.example/a?b=ü%20c" if number else None,
        content_type="text/plain",
        charset="utf-8" if number else None,
        body=f"The ferry {number} sails to Oldmere.\n".encode() * 20,
        seen_at=datetime(2024, 3, 7, 5, 4, 3, 210),
    )


@pytest.fixture
def refs(tmp_path):
    """Three documents in one archive file."""
    return archive_documents([document(n) for n in range(3)], tmp_path, "batch-1", NOW)


def sights(data):
    """Everything the archive tells, but for when the files were written."""
    found = [sight for path in archive_files(data) for sight in read_sights(path, data)]
    return [s if isinstance(s, Unreadable) else replace(s, archived_at=NOW) for s in found]


def test_documents_and_later_sights_of_them_come_back_as_they_went_in(tmp_path, refs):
    again = [replace(ref, uri=f"{ref.uri}#ü 1", seen_at=LATER) for ref in refs[:2]]
    new = document(7)
    (ref,) = archive_documents([new], tmp_path, name_file([new], again), NOW, again)
    assert sights(tmp_path) == [*refs, ref, *again]


def test_a_file_of_nothing_but_sights_has_a_name_of_its_own(refs):
    assert name_file([], refs).startswith("sights-")
    assert name_file([document(1)], refs).startswith("batch-")
    assert name_file([], refs) != name_file([], refs[:1])
    assert name_file([], refs) == name_file([], list(refs))


def test_files_come_in_the_order_in_which_they_were_written(tmp_path):
    for number, name in enumerate(["batch-c", "batch-a", "batch-b"]):
        archive_documents([document(number)], tmp_path, name, NOW)
        os.utime(tmp_path / "archive" / f"{name}.warc.gz", (number // 2, number // 2))
    names = [path.name[:7] for path in archive_files(tmp_path)]
    assert names == ["batch-a", "batch-c", "batch-b"]


def test_a_record_with_other_bytes_is_told_and_the_rest_is_read(tmp_path, refs):
    path = tmp_path / "archive" / "batch-1.warc.gz"
    other = archive_documents([document(9)], tmp_path, "batch-9", NOW)[0]
    wrong = replace(other, document_id=refs[0].document_id, uri="file:wrong.txt")
    (tmp_path / other.archive_file).unlink()
    archive_documents([], tmp_path, "sights-1", NOW, [wrong])
    told = sights(tmp_path)
    assert told[:3] == refs
    assert isinstance(told[3], Unreadable)
    assert path.exists()
    assert other.archive_file in told[3].reason


@pytest.mark.parametrize("left", [10, 300])
def test_a_file_that_was_cut_gives_what_stands_before_the_cut(tmp_path, refs, left):
    path = tmp_path / "archive" / "batch-1.warc.gz"
    path.write_bytes(path.read_bytes()[: refs[1].archive_offset + left])
    first, broken = sights(tmp_path)
    assert first == refs[0]
    assert (broken.archive_file, broken.offset) == (refs[0].archive_file, refs[1].archive_offset)
    assert "restore" in broken.reason


@pytest.mark.parametrize("place", [2, 60, 200])
def test_d5_a_changed_byte_is_told_and_costs_its_record_alone(tmp_path, refs, place):
    path = tmp_path / "archive" / "batch-1.warc.gz"
    content = bytearray(path.read_bytes())
    content[refs[1].archive_offset + place] ^= 0xFF
    path.write_bytes(content)
    first, broken, last = sights(tmp_path)
    assert (first, last) == (refs[0], refs[2])
    assert (broken.archive_file, broken.offset) == (refs[0].archive_file, refs[1].archive_offset)
    assert f"to offset {refs[2].archive_offset}, where reading went on" in broken.reason


def test_d5_a_record_that_lost_its_end_does_not_take_the_next_one_with_it(tmp_path, refs):
    path = tmp_path / "archive" / "batch-1.warc.gz"
    content = path.read_bytes()
    path.write_bytes(content[: refs[2].archive_offset - 40] + content[refs[2].archive_offset :])
    first, broken, last = sights(tmp_path)  # the second one seems to run on to the end of the file
    assert first == refs[0]
    assert broken.offset == refs[1].archive_offset
    assert last == replace(refs[2], archive_offset=refs[2].archive_offset - 40)
