"""What a response means: a body for the stages that follow, or a fate.

In: a request and the last reply to it. Out: a finding. Statuses first, then the bytes.
"""

import hashlib
from dataclasses import dataclass, replace

from tasks.errors import Fate
from tasks.fetch.decoding import decode_body, is_gzip
from tasks.fetch.exchange import Reply
from tasks.fetch.faults import FetchFault
from tasks.fetch.limits import FetchLimits
from tasks.fetch.outcome import Outcome, Request, Wanted
from tasks.fetch.sniffing import declared_type, is_login_page, is_soft_404, sniff_type

_PAGE_TYPES = {"text/html", "text/plain"}
_HTML_TYPES = {"text/html", "application/xhtml+xml"}
#: Statuses that speak of today; others are answers.
_PASSING = {408, 425, 429, 500, 502, 503, 504}
_FATES = {
    401: Fate.BLOCKED,
    402: Fate.PAYWALLED,
    403: Fate.BLOCKED,
    404: Fate.NOT_FOUND,
    407: Fate.BLOCKED,
    410: Fate.NOT_FOUND,
    429: Fate.RATE_LIMITED,
    451: Fate.BLOCKED,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What a reply is worth. fate is None when body is for the next stages."""

    fate: Fate | None = None
    reason: str | None = None
    may_retry: bool = False
    body: bytes = b""
    media_type: str | None = None
    charset: str | None = None
    notes: tuple[str, ...] = ()


def judge_reply(
    request: Request, reply: Reply, limits: FetchLimits, *, was_conditional: bool, hops: int
) -> Finding:
    """The finding on the last reply of a fetch; faults of the body are findings too."""
    if reply.status == 304 and was_conditional:
        return Finding(Fate.UNCHANGED, f"{reply.address}: not changed since it was had last")
    if not 200 <= reply.status < 300 or reply.status == 206:  # we never ask for a part
        return _judge_status(reply)
    try:
        return _judge_body(request, reply, limits, was_redirected=hops > 0)
    except FetchFault as fault:
        return Finding(fault.fate, f"{reply.address}: {fault.reason}", fault.may_retry)


def _judge_status(reply: Reply) -> Finding:
    status = reply.status
    fate = _FATES.get(status, Fate.SERVER_ERROR if status >= 500 else Fate.HTTP_ERROR)
    return Finding(fate, f"{reply.address} answered {status}", may_retry=status in _PASSING)


def _judge_body(
    request: Request, reply: Reply, limits: FetchLimits, *, was_redirected: bool
) -> Finding:
    coding = reply.header(b"content-encoding")
    declared, charset = declared_type(reply.header(b"content-type"))
    body = decode_body(reply.raw_body, coding, limits.unpacked_bytes, limits.packings)
    notes: list[str] = []
    if request.wanted is Wanted.PAGE and is_gzip(body):  # packed twice, declared once
        body = decode_body(body, "gzip", limits.unpacked_bytes, limits.packings)
        notes.append("packed once more than its header says")
    if not body.strip():
        return Finding(Fate.EMPTY, f"{reply.address}: the body is empty")
    media_type = sniff_type(body, declared)
    if media_type in _HTML_TYPES and declared not in _HTML_TYPES:
        notes.append(f"HTML, declared as {declared or 'nothing'}")
    finding = Finding(
        body=body,
        media_type="text/html" if media_type in _HTML_TYPES else media_type,
        charset=charset,
        notes=tuple(notes),
    )
    if hashlib.sha256(body).hexdigest() == request.known_digest:
        return _refuse(finding, Fate.UNCHANGED, f"{reply.address}: the same bytes as last time")
    if request.wanted is not Wanted.PAGE:
        return finding
    return _judge_page(finding, str(reply.address), was_redirected=was_redirected)


def _judge_page(finding: Finding, address: str, *, was_redirected: bool) -> Finding:
    if finding.media_type not in _PAGE_TYPES:
        return _refuse(finding, Fate.NOT_HTML, f"{address}: {finding.media_type}, not a page")
    if is_login_page(finding.body, address, was_redirected=was_redirected):
        return _refuse(finding, Fate.LOGIN_PAGE, f"{address}: a form to sign in, not an article")
    if is_soft_404(finding.body):
        return _refuse(finding, Fate.NOT_ARTICLE, f"{address}: its title says it is not found")
    return finding


def judge_as_page(outcome: Outcome) -> Outcome:
    """An outcome that was wanted as anything, once it has turned out to be a page."""
    finding = Finding(
        body=outcome.body,
        media_type=outcome.media_type,
        charset=outcome.charset,
        notes=outcome.notes,
    )
    judged = _judge_page(finding, outcome.final_address, was_redirected=bool(outcome.hops))
    return replace(outcome, fate=judged.fate, reason=judged.reason, body=judged.body)


def _refuse(finding: Finding, fate: Fate, reason: str) -> Finding:
    """The same finding with a fate: what it is stays known, its body goes no further."""
    return Finding(fate, reason, False, b"", finding.media_type, finding.charset, finding.notes)
