"""What runs inside worker processes: a document through the pure stages, a batch to a package.

In: references to archived bytes. Out: an extracted article or the fate of its input; and a load
package on disk. Imported by worker processes, so it imports neither Prefect nor DuckDB. Nothing
here opens the warehouse.
"""

import time
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from config.crash import crash_point
from tasks.archive.warc import read_document
from tasks.clean.clean import clean_page
from tasks.clean.cleaner import SHIPPED, load_cleaner
from tasks.clean.fate import fate_of
from tasks.clean.zones import zones_of
from tasks.enrich.enricher import Enricher, EnrichRequest
from tasks.enrich.model import ModelMissing, model_identity
from tasks.errors import BadInput, Fate
from tasks.extract.page import read_page
from tasks.extract.preload import preload
from tasks.identify.identity import identify
from tasks.load.rows import (
    EnrichedArticle,
    rows_of_articles,
    rows_of_documents,
    rows_of_inputs,
)
from tasks.models import DocumentRef, Enrichment, ExtractedArticle, InputFate
from warehouse.package import Manifest, write_package


@dataclass(frozen=True, slots=True)
class Extraction:
    """What became of one document: an article, or the fate and reason it ended in without one.

    seconds: time of the stages, by name.
    """

    article: ExtractedArticle | None
    fate: str
    reason: str | None
    seconds: dict[str, float]


def prepare_worker(model: str, cleaner: str) -> None:
    """Import and load what every worker needs, once, before workers are forked."""
    prepare_reader(cleaner)
    enricher(model)


def prepare_reader(cleaner: str) -> None:
    """The same for workers that read and clean only."""
    preload()
    load_cleaner(cleaner)


@lru_cache(maxsize=1)
def enricher(model: str) -> Enricher | None:
    """The enricher of this process; None when the model is missing (rows say "not enriched")."""
    try:
        model_identity(model)  # before spaCy is imported: a missing model costs no time
        return Enricher(model)
    except ModelMissing:
        return None


def extract_document(
    ref: DocumentRef,
    data: Path,
    min_words: int,
    store_navigation: bool = True,
    cleaner: str = SHIPPED,
) -> Extraction:
    """Read one archived document, clean it, name it.

    Args:
        min_words: a clean text of fewer words is too_short and no article.
        store_navigation: keep menus and site footers of HTML pages.
        cleaner: the block model, as `load_cleaner` takes it.
    """
    seconds: dict[str, float] = {}

    def end(fate: Fate, reason: str | None, article: ExtractedArticle | None = None) -> Extraction:
        return Extraction(article, fate, reason, seconds)

    crash_point("in-extraction")
    started = time.perf_counter()
    try:
        page = read_page(read_document(ref, data), store_navigation)
    except BadInput as error:
        return end(error.fate, error.reason)
    page = replace(page, metadata=replace(page.metadata, dates=(*page.metadata.dates, *ref.days)))
    seconds["extract"] = time.perf_counter() - started
    cleaned = clean_page(page, load_cleaner(cleaner))
    seconds["clean"] = time.perf_counter() - started - seconds["extract"]
    ending = fate_of(cleaned, min_words)
    if not ending.is_article:
        return end(ending.fate, ending.reason)
    page = replace(page, html=None)  # it is in the archive, and has been read
    article = ExtractedArticle(ref, page, cleaned, identify(ref, page, cleaned))
    return end(ending.fate, ending.reason, article)


def removes_something(
    ref: DocumentRef, data: Path, rule_id: str, store_navigation: bool, cleaner: str
) -> bool:
    """Whether a rule takes something out of one archived document; False when it is unreadable."""
    try:
        page = read_page(read_document(ref, data), store_navigation)
    except BadInput:
        return False
    blocks = clean_page(page, load_cleaner(cleaner)).blocks
    return any(block.removal and block.removal.rule_id == rule_id for block in blocks)


def enrich_articles(
    articles: tuple[ExtractedArticle, ...], model: str
) -> tuple[EnrichedArticle, ...]:
    """Add language, sentences, names and dates; without a model nothing but the zones."""
    if not articles:  # nothing to read: do not load a model for it
        return ()
    zones = [zones_of(article.page, article.cleaned) for article in articles]
    reader = enricher(model)
    if reader is None:
        enrichments = [Enrichment(a.page.metadata.language_code) for a in articles]
    else:
        enrichments = reader.enrich(
            [
                EnrichRequest(
                    zones=zones_of_article,
                    publication_day=chosen.candidate
                    if (chosen := article.cleaned.date_chosen) and chosen.precision == "day"
                    else None,
                    language_code=article.page.metadata.language_code,
                )
                for article, zones_of_article in zip(articles, zones, strict=True)
            ]
        )
    return tuple(map(EnrichedArticle, articles, zones, enrichments))


def write_batch(
    folder: Path,
    manifest: Manifest,
    articles: tuple[ExtractedArticle, ...],
    documents: tuple[DocumentRef, ...],
    fates: tuple[InputFate, ...],
    model: str,
) -> float:
    """Enrich a batch and write its load package.

    Returns:
        Seconds that enrichment took.
    """
    started = time.perf_counter()
    enriched = enrich_articles(articles, model)
    seconds = time.perf_counter() - started
    tables = rows_of_articles(enriched, manifest.pipeline_version)
    encodings = {a.document.document_id: a.page.encoding for a in articles}
    tables["documents"] = rows_of_documents(documents, encodings)
    tables["inputs"] = rows_of_inputs(sorted(fates, key=lambda fate: fate.input_no))
    write_package(folder, tables, manifest)
    crash_point("after-package")
    return seconds
