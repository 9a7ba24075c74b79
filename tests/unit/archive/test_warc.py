"""What is archived comes back byte for byte, in a format that other tools read."""

from datetime import datetime

import pytest
from warcio.archiveiterator import ArchiveIterator

from tasks.archive.warc import (
    ArchiveFault,
    archive_documents,
    read_archive,
    read_document,
    unlisted_files,
)
from tasks.models import RawDocument

NOW = datetime(2024, 3, 8, 6, 0, 0, 123)
SEEN_AT = datetime(2024, 3, 7, 5, 4, 3, 210)


def document(number: int) -> RawDocument:
    return RawDocument(
        uri=f"file:harbour news/fähre {number}.txt#{number}",
        source_name="harbour news",
        file_name=f"fähre {number}.txt#{number}",
        url="https://valley.example/a?b=ü%20c" if number else None,
        content_type="text/plain",
        charset="utf-8" if number else None,
        body=f"Die Fähre {number}\r\n\r\n\0".encode() * 100,
        seen_at=SEEN_AT,
    )


def test_documents_come_back_as_they_went_in(tmp_path):
    documents = [document(n) for n in range(3)]
    refs = archive_documents(documents, tmp_path, "batch-1", NOW)
    assert [read_document(ref, tmp_path) for ref in refs] == documents
    again = list(read_archive(tmp_path / refs[0].archive_file, tmp_path, NOW))
    assert again == list(zip(documents, refs, strict=True))


def test_another_tool_reads_the_archive(tmp_path):
    (ref,) = archive_documents([document(1)], tmp_path, "batch-1", NOW)
    with (tmp_path / ref.archive_file).open("rb") as stream:
        bodies = [
            record.content_stream().read()
            for record in ArchiveIterator(stream)
            if record.rec_type == "resource"
        ]
    assert bodies == [document(1).body]


def test_changed_bytes_are_noticed(tmp_path):
    first, second = archive_documents([document(0), document(1)], tmp_path, "batch-1", NOW)
    wrong = type(first)(
        **{name: getattr(first, name) for name in first.__dataclass_fields__}
        | {"archive_offset": second.archive_offset}
    )
    with pytest.raises(ArchiveFault, match="does not hold document"):
        read_document(wrong, tmp_path)


def test_whole_files_that_no_warehouse_knows_are_found_and_half_ones_removed(tmp_path):
    archive_documents([document(0)], tmp_path, "batch-1", NOW)
    archive_documents([document(1)], tmp_path, "batch-2", NOW)
    half = tmp_path / "archive" / "batch-3.warc.gz.partial"
    half.write_bytes(b"half")
    found = unlisted_files(tmp_path, {"archive/batch-1.warc.gz"})
    assert [path.name for path in found] == ["batch-2.warc.gz"]
    assert not half.exists()
