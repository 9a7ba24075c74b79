"""Load packages: a batch of rows as files, on its way into the warehouse.

In: rows as tuples, table by table, in the order of the schemas below. Out: a folder with one
Parquet file per table and `manifest.json`, renamed into place when whole; and back again as Arrow
tables. It never holds a surrogate key: articles, documents, sources and entities go by their
natural ids, and the writer of the warehouse numbers them.

This module is the single source of the shape. Every table but `documents` and `inputs` starts
with (article_id, document_id): a package may hold several documents of one article, each once,
and the load decides which of them is in force. `ordinal` numbers the rows of one document in one
table, from 0 or 1; with the article's key it makes the key of the row, so it is below 2^20.
"""

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.disk import see_on_disk
from warehouse.errors import NoSpace, PackageInvalid

MANIFEST_NAME = "manifest.json"

_TYPES = {
    "text": pa.string(),
    "int": pa.int32(),
    "long": pa.int64(),
    "float": pa.float64(),
    "bool": pa.bool_(),
    "date": pa.date32(),
    "time": pa.timestamp("us"),  # UTC, without zone
}


def _schema(columns: str) -> pa.Schema:
    """A schema from words `name:type`; `!` after the type: never null."""
    fields = []
    for word in columns.split():
        name, _, kind = word.partition(":")
        fields.append(pa.field(name, _TYPES[kind.rstrip("!")], nullable=not kind.endswith("!")))
    return pa.schema(fields)


def _article_schema(columns: str) -> pa.Schema:
    return _schema("article_id:text! document_id:text! " + columns)


#: Where a span stands: in clean_text (null outside it), in raw_text (always), in which sentence.
_PLACE = "char_start:int char_end:int raw_char_start:int! raw_char_end:int! sentence_no:int"

#: Columns of each table of a package, in order.
SCHEMAS: dict[str, pa.Schema] = {
    "articles": _article_schema(
        "url:text canonical_url:text file_name:text"
        " source_id:text source_name:text source_domain:text"
        " headline:text headline_method:text! subheadline:text byline:text"
        " date_published:date date_published_method:text! date_published_precision:text"
        " date_published_confidence:float date_modified:date modified_at:time"
        " section:text article_form:text! language_code:text language_share:float"
        " is_paywalled:bool!"
        " word_count:int! raw_chars:int! clean_chars:int! removed_share:float!"
        " blocks_not_stored:int! chars_not_stored:int! body_hash:text!"
        " pipeline_version:text! seen_at:time! uri:text!"
        " wire_agency:text wire_agency_origin:text"
    ),
    "article_texts": _article_schema("raw_text:text! clean_text:text!"),
    "article_fingerprints": _article_schema(
        "fingerprint_version:text! run_count:int! words_hash:long! signature:text!"
    ),
    "fingerprint_bands": _article_schema("band_hash:long!"),
    "article_blocks": _article_schema(
        "ordinal:int! role:text! char_start:int! char_end:int!"
        " clean_char_start:int clean_char_end:int removed_ordinal:int"
    ),
    "article_authors": _article_schema("ordinal:int! author_name:text!"),
    "article_flags": _article_schema("ordinal:int! flag:text! detail:text"),
    "removed_blocks": _article_schema(
        "ordinal:int! char_start:int! char_end:int! block_text:text! reason:text! rule_id:text!"
        " rule_version:text! confidence:float! text_hash:text! harvested:text"
    ),
    "captions": _article_schema(
        "ordinal:int! caption_text:text! alt_text:text credit_text:text photographer:text"
        " agency:text"
    ),
    "date_candidates": _article_schema(
        "ordinal:int! candidate:date! origin:text! evidence_text:text! precision:text!"
        " confidence:float! is_chosen:bool! refused_because:text"
    ),
    "sentences": _article_schema("ordinal:int! char_start:int! char_end:int!"),
    "mentions": _article_schema(
        f"ordinal:int! mention_text:text! label:text! zone:text! {_PLACE} method:text!"
        " local_entity_id:text! entity_type:text! entity_name:text! spelling:text!"
        " is_full_name:bool! join_key:text country_code:text"
    ),
    "date_mentions": _article_schema(
        f"ordinal:int! date_text:text! zone:text! {_PLACE} timex_type:text! timex_value:text!"
        " timex_mod:text date_start:date date_end:date precision:text anchor_date:date"
        " anchor_kind:text rule_id:text! confidence:float!"
    ),
    "quotes": _article_schema(
        "ordinal:int! quote_text:text! char_start:int! char_end:int! speaker_local_entity_id:text"
        " speaker_text:text cue:text"
    ),
    "documents": _schema(
        "document_id:text! content_type:text byte_count:long! encoding:text archive_file:text"
        " archive_offset:long archived_at:time"
    ),
    "inputs": _schema(
        "input_no:long! uri:text! final_uri:text source_id:text seen_at:time http_status:int"
        " etag:text last_modified:text document_id:text article_id:text stage:text! fate:text!"
        " fate_class:text! reason:text"
    ),
}


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a package says of itself. row_counts is filled when it is written."""

    package_id: str
    run_id: str
    batch_no: int
    pipeline_version: str
    row_counts: Mapping[str, int] | None = None


def write_package(
    folder: Path, tables: Mapping[str, Sequence[tuple]], manifest: Manifest
) -> Manifest:
    """Write a package to `folder`, which appears only when it is whole.

    A whole package of that name is left as it is: names stand for contents, so it is ours from
    before a crash. A table that is not given is empty.

    Returns:
        The manifest as written, with the number of rows of each table.

    Raises:
        PackageInvalid: an unknown table, or a row that does not fit its schema.
        NoSpace: the files could not be written.
    """
    unknown = sorted(set(tables) - set(SCHEMAS))
    if unknown:
        raise PackageInvalid(f"a load package has no table {', '.join(unknown)}")
    whole = Manifest(
        manifest.package_id,
        manifest.run_id,
        manifest.batch_no,
        manifest.pipeline_version,
        {name: len(tables.get(name, ())) for name in SCHEMAS},
    )
    partial = folder.with_name(f".{folder.name}.{os.getpid()}.partial")
    try:
        partial.mkdir(parents=True)
        for name, schema in SCHEMAS.items():
            rows = make_table(name, schema, tables.get(name, ()))
            pq.write_table(rows, partial / f"{name}.parquet", compression="zstd")
        (partial / MANIFEST_NAME).write_text(json.dumps(asdict(whole), indent=2), "utf-8")
        for path in (*partial.iterdir(), partial):
            see_on_disk(path)
        if not folder.exists():
            partial.rename(folder)
            see_on_disk(folder.parent)
    except OSError as error:
        raise NoSpace(
            f"load package {folder} could not be written: {error.strerror}",
            "Free some space or check the owner of the folder, then run again.",
        ) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return whole


def make_table(name: str, schema: pa.Schema, rows: Sequence[tuple]) -> pa.Table:
    """Rows as an Arrow table of the given schema.

    Raises:
        PackageInvalid: naming the table, and the column where it is known.
    """
    if any(len(row) != len(schema) for row in rows):
        raise PackageInvalid(f"a row of {name} has not {len(schema)} values, as its schema has")
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = []
    for column, values in zip(schema, columns, strict=True):
        try:
            array = pa.array(values, column.type)
        except (pa.ArrowException, UnicodeError, OverflowError) as error:
            raise PackageInvalid(f"{name}.{column.name} is not {column.type}: {error}") from error
        if array.null_count and not column.nullable:
            raise PackageInvalid(f"{name}.{column.name} is null in {array.null_count} rows")
        arrays.append(array)
    return pa.Table.from_arrays(arrays, schema=schema)


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the package in `folder`.

    Raises:
        PackageInvalid: there is none, or it is not one.
    """
    try:
        return Manifest(**json.loads((folder / MANIFEST_NAME).read_text("utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise PackageInvalid(
            f"load package {folder} has no manifest that can be read: {error}",
            "Remove the folder and run again: its inputs are still in the archive.",
        ) from error


def read_tables(folder: Path, manifest: Manifest) -> dict[str, pa.Table]:
    """All tables of a package, checked against its manifest.

    Raises:
        PackageInvalid: a file is missing or torn, or has other columns or rows than stated.
    """
    tables = {}
    for name, schema in SCHEMAS.items():
        try:
            table = pq.read_table(folder / f"{name}.parquet", partitioning=None)
        except (OSError, pa.ArrowException) as error:
            raise PackageInvalid(
                f"{name}.parquet of load package {folder} cannot be read: {error}",
                "Remove the folder and run again: its inputs are still in the archive.",
            ) from error
        stated = (manifest.row_counts or {}).get(name)
        if table.schema.names != schema.names or table.num_rows != stated:
            raise PackageInvalid(
                f"{name}.parquet of load package {folder} has {table.num_rows} rows of"
                f" {len(table.schema)} columns; its manifest and schema say {stated} of"
                f" {len(schema)}",
                "Remove the folder and run again: its inputs are still in the archive.",
            )
        tables[name] = table
    return tables


def list_packages(packages: Path) -> list[Path]:
    """The whole packages in a folder, in order of name; none when there is no folder."""
    if not packages.is_dir():
        return []
    return sorted(path for path in packages.iterdir() if (path / MANIFEST_NAME).is_file())


def clear_partial_packages(packages: Path) -> None:
    """Remove what a killed run left half-written; only for the holder of the writer's lock."""
    if packages.is_dir():
        for path in packages.glob(".*.partial"):
            shutil.rmtree(path, ignore_errors=True)
