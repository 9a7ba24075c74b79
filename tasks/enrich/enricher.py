"""What language processing adds to articles: language, sentences, names, dates.

In: the zones of articles with their publication day. Out: one `Enrichment` per article, offsets
within its zones, a function of the article, the tables and the model alone. No file, no database.

Text in a language the model does not read gets no model names, since a model makes names of
anything in a language it has not learnt. It gets what is certain in any language of the same
alphabet: full names of the tables as the tables spell them. Its sentences are cut at punctuation.
A text too short to tell its language is read as if it were in the model's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tasks.enrich.entities.canvas import lay_out
from tasks.enrich.entities.casing import WordCases, true_case
from tasks.enrich.entities.recognition import recognise, recognise_known
from tasks.enrich.entities.resolution import resolve
from tasks.enrich.gazetteer import load_gazetteer
from tasks.enrich.language import main_language
from tasks.enrich.model import ModelIdentity, load_model
from tasks.enrich.reader import read_pieces
from tasks.enrich.sentences import sentences_of_zones, split_by_rule
from tasks.enrich.temporal import find_dates
from tasks.models import Enrichment, Zone

#: The language code of models that read any language.
MULTILINGUAL = "xx"


@dataclass(frozen=True, slots=True)
class EnrichRequest:
    """One article to enrich; language_code is what its page claims, a hint."""

    zones: tuple[Zone, ...]
    publication_day: date | None
    language_code: str | None = None


class Enricher:
    """A model and the tables, ready to read articles.

    Raises:
        ModelMissing: the model cannot be loaded; the caller may go on without enrichment.
    """

    def __init__(self, model: str) -> None:
        self._model = load_model(model)
        self._gazetteer = load_gazetteer()

    @property
    def identity(self) -> ModelIdentity:
        """Name, version and digest of the model, for the run's record."""
        return self._model.identity

    def enrich(self, requests: Sequence[EnrichRequest]) -> list[Enrichment]:
        """One enrichment per request, in their order; each as if it were the only one."""
        return [self._enrich_one(request) for request in requests]

    def _enrich_one(self, request: EnrichRequest) -> Enrichment:
        zones = request.zones
        if not zones:
            return Enrichment(None)
        canvas = lay_out(zones)
        language, share = main_language(canvas.text, request.language_code)
        if language in {None, self.identity.language_code} or (
            self.identity.language_code == MULTILINGUAL
        ):
            cases = WordCases(canvas.text, canvas.lines())
            text = true_case(canvas.text, canvas.lines(), cases, self._gazetteer)
            spans, bounds = read_pieces(self._model, text, canvas.pieces)
            names = recognise(canvas, spans, cases, self._gazetteer)
        else:
            bounds = split_by_rule(canvas.text)
            names = recognise_known(canvas, self._gazetteer)
        return Enrichment(
            language_code=language,
            language_share=share,
            sentences=sentences_of_zones(canvas, zones, bounds),
            mentions=resolve(canvas, names, self._gazetteer),
            dates=find_dates(zones, request.publication_day, language),
        )
