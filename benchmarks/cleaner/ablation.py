"""`python -m benchmarks.cleaner.ablation BENCH`: what each part of the block model brings.

In: the folder of benchmark data. Out: a table on stdout, a row for the whole model for pages and
one for each part left out: F1 and exact texts of each set. Site-wise cross-validation as in `make
bench`, but with one booster, and lines alone, without rules, captions and headline: so a part shows
what it does itself.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.cleaner.examples import SETS, Example, read_examples
from benchmarks.cleaner.folds import FOLDS
from benchmarks.cleaner.training import TrainingTable, held_out_scores, table_of
from benchmarks.folder import check_folder, load_scorer, read_rows
from benchmarks.parallel import Options
from config.settings import load_settings

#: Parts by name, and which columns are theirs. A window over a column is of the column's part.
PARTS: dict[str, Callable[[str], bool]] = {
    "the extractor's vote": lambda name: name.startswith("vote"),
    "the blocks around a line": lambda name: name.startswith(
        ("block", "place_", "kin_", "style_", "steps_", "depth")
    ),
    "landmarks, tags and links": lambda name: name.startswith(
        ("in_", "tag", "heading", "links", "landmarks")
    ),
    "metadata": lambda name: name in _METADATA,
    "neighbours": lambda name: "+" in name or "-" in name,
}
_METADATA = frozenset(
    {"is_headline", "in_headline", "is_description", "in_description", "names_author",
     "below_headline"}
)  # fmt: skip
WORDS = "the words"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; return the exit code."""
    (folder,) = sys.argv[1:] if arguments is None else arguments
    bench = Path(folder)
    check_folder(bench)
    options = Options(load_settings(workers=2))
    examples = [e for e in read_examples(bench, options) if e.kind == "voted"]
    rows = {name: read_rows(bench / "extraction" / name / "truth.jsonl") for name in SETS}
    scorer, table = load_scorer(bench, "extraction"), table_of(examples)

    def report(title: str, tried: TrainingTable, has_words: bool = True) -> None:
        scores = np.concatenate(
            [held_out_scores(tried, fold, has_words=has_words) for fold in range(FOLDS)]
        )
        order = np.argsort(np.concatenate([np.flatnonzero(tried.folds == f) for f in range(FOLDS)]))
        kept = scores[order] >= 0
        figures = [_score(scorer, rows[name], examples, tried, kept, name) for name in SETS]
        print(
            f"{title:32}" + "".join(f"  {f1:.4f} {exact:.3f}" for f1, exact in figures), flush=True
        )

    print(f"{'':32}" + "".join(f"  {name:6} exact" for name in SETS))
    report("all of it", table)
    for title, is_of_part in PARTS.items():
        report(f"without {title}", without_columns(table, is_of_part))
    report(f"without {WORDS}", table, has_words=False)
    return 0


def without_columns(table: TrainingTable, is_left_out: Callable[[str], bool]) -> TrainingTable:
    """The table less the columns of a part."""
    kept = [number for number, name in enumerate(table.names) if not is_left_out(name)]
    names = tuple(table.names[number] for number in kept)
    return replace(table, names=names, columns=table.columns[:, kept])


def _score(
    scorer, rows: list[dict], examples: list[Example], table: TrainingTable, kept, name: str
) -> tuple[float, float]:
    predictions, start = {}, 0
    for example, end in zip(examples, table.page_ends.tolist(), strict=True):
        if example.set == name:
            lines = [
                text
                for text, is_kept in zip(example.texts, kept[start:end], strict=True)
                if is_kept
            ]
            predictions[example.id] = {"id": example.id, "text": "\n".join(lines)}
        start = end
    numbers = scorer.score(rows, predictions, 0)["body"]
    return numbers["f1"], numbers["accuracy"]


if __name__ == "__main__":
    sys.exit(main())
