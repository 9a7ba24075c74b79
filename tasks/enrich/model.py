"""The spaCy model: found by name or folder, identified without loading it, loaded lean.

In: the name of an installed model package, or a folder that holds one. Out: `ModelIdentity`
(name, version, digest, language), or a `LoadedModel` that can read text. Never downloads anything;
imports spaCy only when a model is loaded.
"""

import hashlib
import importlib.util
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from tasks.errors import DatelineError

if TYPE_CHECKING:
    from spacy.language import Language

#: What we ask of a model. The rest of a pipeline costs half its time and changes no entity.
RECOGNISER = "ner"
SENTENCE_SPLITTER = "senter"


class ModelMissing(DatelineError):
    """The language model cannot be used; articles stay without entities, the run can go on."""


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """Which weights read the text; digest is sha256 over the model's files, 64 hex digits."""

    name: str
    version: str
    digest: str
    language_code: str


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """A model ready to read: spaCy's pipeline and its identity."""

    nlp: "Language"
    identity: ModelIdentity

    @property
    def name(self) -> str:
        """Name as the setting gives it."""
        return self.identity.name

    @property
    def version(self) -> str:
        """Version the model states of itself."""
        return self.identity.version

    @property
    def digest(self) -> str:
        """sha256 over the model's files."""
        return self.identity.digest


def model_identity(name_or_folder: str) -> ModelIdentity:
    """Name, version and digest of a model, without importing spaCy.

    Raises:
        ModelMissing: no such package or folder, or it holds no spaCy model.
    """
    folder = _model_folder(name_or_folder)
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        name = f"{meta['lang']}_{meta['name']}"
        version, language = str(meta["version"]), str(meta["lang"])
        digest = _digest_of_folder(folder)
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise ModelMissing(
            f"spaCy model {name_or_folder!r} at {folder} cannot be read ({fault}): install it again"
        ) from fault
    named_by_folder = Path(name_or_folder).is_dir()
    return ModelIdentity(name if named_by_folder else name_or_folder, version, digest, language)


@lru_cache(maxsize=2)
def load_model(name_or_folder: str) -> LoadedModel:
    """A model with only the pipes that entities and sentences need; once per process.

    A model without a sentence splitter of its own gets spaCy's rule-based one.

    Raises:
        ModelMissing: not installed, made for another spaCy, or without a recogniser.
    """
    import spacy

    identity = model_identity(name_or_folder)
    folder = _model_folder(name_or_folder)
    try:
        unwanted = _unwanted_pipes(folder)
        nlp = spacy.load(folder, exclude=unwanted)
    except (OSError, ValueError, KeyError, TypeError, ImportError) as fault:
        raise ModelMissing(
            f"spaCy model {name_or_folder!r} {identity.version} does not load in spaCy "
            f"{spacy.__version__} ({fault}): {_install_line(name_or_folder)}"
        ) from fault
    if RECOGNISER not in nlp.pipe_names:
        raise ModelMissing(
            f"spaCy model {name_or_folder!r} has no entity recogniser (its pipes: "
            f"{', '.join(nlp.component_names) or 'none'}): {_install_line(name_or_folder)}"
        )
    if SENTENCE_SPLITTER in nlp.component_names:
        nlp.enable_pipe(SENTENCE_SPLITTER)  # the official models ship it switched off
    else:
        nlp.add_pipe("sentencizer")
    return LoadedModel(nlp, identity)


def _model_folder(name_or_folder: str) -> Path:
    """The folder with config.cfg and meta.json: itself, or inside an installed package."""
    candidate = Path(name_or_folder)
    if name_or_folder and candidate.is_dir():
        package = candidate
    else:
        try:
            spec = importlib.util.find_spec(name_or_folder)
        except (ImportError, ValueError, AttributeError):
            spec = None
        if spec is None or not spec.submodule_search_locations:
            raise ModelMissing(
                f"spaCy model {name_or_folder!r} is not installed: {_install_line(name_or_folder)}"
            )
        package = Path(next(iter(spec.submodule_search_locations)))
    places = [package, *sorted(p for p in package.iterdir() if p.is_dir())]
    for place in places:
        if (place / "meta.json").is_file() and (place / "config.cfg").is_file():
            return place
    raise ModelMissing(
        f"{package} holds no spaCy model (no config.cfg with a meta.json): "
        f"{_install_line(name_or_folder)}"
    )


def _install_line(name: str) -> str:
    looks_official = name.count("_") == 3 and name.rsplit("_", 1)[-1] in {"sm", "md", "lg", "trf"}
    install = (
        f"python -m spacy download {name}"
        if looks_official
        else "pip install '.[model]' in the project's folder for the default model"
    )
    return f"run `{install}`, or set `model` (DATELINE_MODEL) to an installed model or a folder"


def _digest_of_folder(folder: Path) -> str:
    """sha256 over the relative path and the bytes of every file, in order of path."""
    digest = hashlib.sha256()
    files = (p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    for file in sorted(files, key=lambda p: p.relative_to(folder).as_posix()):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _unwanted_pipes(folder: Path) -> list[str]:
    """Every pipe but recogniser and sentence splitter, and what those two listen to."""
    from spacy.util import load_config

    config = load_config(folder / "config.cfg")
    components = config.get("components", {})
    wanted = {RECOGNISER, SENTENCE_SPLITTER} & set(components)
    if any("Listener" in str(components[name].get("model", {})) for name in wanted):
        wanted |= {n for n in components if n in {"tok2vec", "transformer", "curated_transformer"}}
    return [name for name in config["nlp"]["pipeline"] if name not in wanted] + [
        name for name in components if name not in wanted and name not in config["nlp"]["pipeline"]
    ]
