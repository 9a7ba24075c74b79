"""Outcomes of fetches as inputs of a run: a document, or why there is none.

In: an outcome, and what is known of its address. Out: a RawDocument or a Refusal, with what is to
be kept on record and in the archive. Pure.
"""

from collections.abc import Sequence

from tasks.collect.source import Refusal
from tasks.errors import Fate
from tasks.fetch.outcome import Outcome
from tasks.models import Answer, DateCandidate, Fetched, Headers, RawDocument

#: Answers whose bytes are not kept: they were refused for what unpacking them would cost.
_NOT_KEPT = {Fate.TOO_LARGE, Fate.BAD_HEADERS}


def as_document(
    outcome: Outcome,
    uri: str,
    days: Sequence[DateCandidate] = (),
    moved_article_id: str | None = None,
) -> RawDocument:
    """The page that was had, under the name it was asked for by."""
    return RawDocument(
        uri=uri,
        source_name=outcome.request.source_name,
        file_name=None,
        url=outcome.final_address,
        content_type=outcome.media_type or "text/html",
        charset=outcome.charset,
        body=outcome.body,
        seen_at=outcome.seen_at,
        days=tuple(days),
        moved_article_id=moved_article_id,
        fetched=facts_of(outcome),
        headers=_headers(outcome),
    )


def as_refusal(
    outcome: Outcome,
    uri: str,
    fate: str,
    reason: str | None,
    same_as: str | None = None,
    article_id: str | None = None,
) -> Refusal:
    """An answer that gives no document. same_as: digest of the bytes that are still the same."""
    return Refusal(
        uri=uri,
        source_name=outcome.request.source_name,
        fate=fate,
        reason=reason,
        seen_at=outcome.seen_at,
        article_id=article_id,
        fetched=facts_of(outcome),
        answer=_answer(outcome, same_as),
    )


def facts_of(outcome: Outcome) -> Fetched:
    """What is kept on record of a fetch."""
    return Fetched(
        final_uri=outcome.final_address,
        http_status=outcome.http_status,
        etag=outcome.validators.etag,
        last_modified=outcome.validators.last_modified,
        may_retry=outcome.may_retry,
        is_certificate_checked=outcome.is_certificate_checked,
    )


def _answer(outcome: Outcome, same_as: str | None) -> Answer | None:
    if outcome.http_status is None or outcome.fate in _NOT_KEPT:
        return None
    return Answer(
        address=outcome.final_address,
        seen_at=outcome.seen_at,
        status=outcome.http_status,
        headers=_headers(outcome),
        body=outcome.raw_body,
        same_as=same_as,
    )


def _headers(outcome: Outcome) -> Headers:
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1")) for name, value in outcome.raw_headers
    )
