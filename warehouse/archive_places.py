"""How far runs that were cut short had loaded web archives: the records where their marks end.

In: the open warehouse and a source. Out: places in its archives. Nothing is kept for this beside
the inputs that each load package brings with its rows in one transaction; reads only.
"""

from dataclasses import dataclass
from datetime import datetime

from warehouse.connection import Warehouse


@dataclass(frozen=True, slots=True)
class LoadedUpTo:
    """The last record of an archive that was loaded, with all before it.

    file_uri: name of the archive as an input; document_id: bytes of the record's document;
    started_at: when the run began that was cut short (UTC).
    """

    file_uri: str
    offset: int
    document_id: str
    run_key: int
    started_at: datetime


def loaded_places(warehouse: Warehouse, source_id: str, pipeline_version: str) -> list[LoadedUpTo]:
    """Where reading may go on in archives of a source whose last run was cut short.

    Left out are archives that were read to their end, those that another version of the pipeline
    had read, and days of a backfill, which leave records out. A run that came to its checks had
    read all of its inputs. Batches of a killed run can be loaded with one missing between them:
    what counts is what stands before the first gap.
    """
    rows = (
        warehouse.cursor()
        .execute(
            r"""
        with cut_short as (
            select run_key, started_at
            from ops.runs
            where
                flow_name = 'ingest'
                and trigger in ('manual', 'schedule')
                and status in ('interrupted', 'failed')
                and pipeline_version = $version
                and run_key not in (select run_key from ops.run_checks)
        ),
        without_gap as (
            select *
            from ops.inputs
            where run_key in (select run_key from cut_short)
            qualify input_no = row_number() over (partition by run_key order by input_no)
        ),
        records as (
            select
                run_key,
                input_no,
                document_id,
                regexp_extract(uri, '^(.*)#\d+$', 1) as file_uri,
                cast(regexp_extract(uri, '#(\d+)$', 1) as bigint) as record_offset
            from without_gap
            where
                source_id = $source
                and document_id is not null
                and regexp_matches(uri, '(?i)\.w?arc(\.gz)?#\d+$')
        ),
        last_records as (
            select *
            from records
            qualify row_number() over (
                partition by file_uri order by run_key desc, input_no desc
            ) = 1
        )
        select
            last_records.file_uri,
            last_records.record_offset,
            last_records.document_id,
            last_records.run_key,
            cut_short.started_at
        from last_records
        inner join cut_short on cut_short.run_key = last_records.run_key
        where not exists (
            select 1
            from ops.inputs
            where
                inputs.run_key > last_records.run_key
                and starts_with(inputs.uri, last_records.file_uri || '#')
        )
        order by last_records.file_uri
        """,
            {"version": pipeline_version, "source": source_id},
        )
        .fetchall()
    )
    return [LoadedUpTo(*row) for row in rows]
