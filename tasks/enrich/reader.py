"""What the model reads in a text: names and sentence bounds.

In: text and the pieces of it that are read apart. Out: spans with the model's labels and sentence
offsets, both in the whole text. Each article is read by itself, so what is found in it never
depends on the articles around it (floating point sums differ with the size of a batch).
"""

from collections.abc import Sequence

from tasks.enrich.entities.canvas import blank_long_runs
from tasks.enrich.entities.spans import LABEL_ALIASES, NAME_LABELS, Span
from tasks.enrich.model import LoadedModel

#: Pieces of one article read together; larger batches cost memory and win nothing.
BATCH_SIZE = 8


def read_pieces(
    model: LoadedModel, text: str, pieces: Sequence[tuple[int, int]]
) -> tuple[list[Span], list[tuple[int, int]]]:
    """Names and sentences of text[start:end] for each piece; offsets in text."""
    spans: list[Span] = []
    sentences: list[tuple[int, int]] = []
    with model.nlp.memory_zone():  # gives the words of this article back; else memory only grows
        texts = (blank_long_runs(text[start:end]) for start, end in pieces)
        docs = model.nlp.pipe(texts, batch_size=BATCH_SIZE)
        for (start, _), doc in zip(pieces, docs, strict=True):
            for entity in doc.ents:
                label = LABEL_ALIASES.get(entity.label_, entity.label_)
                if label in NAME_LABELS:
                    place = (start + entity.start_char, start + entity.end_char)
                    spans.append(Span(*place, label, "model"))
            sentences += [(start + s.start_char, start + s.end_char) for s in doc.sents]
    return spans, sentences
