"""The rooms of the house and the arrows between them, read from the imports of every module.

    flows -> tasks -> (warehouse, config)      warehouse -> config

`tasks` sees `warehouse` only from `tasks/load`; each large library stays in one room.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]

#: What each room may import of the project.
MAY_IMPORT = {
    "config": {"config"},
    "warehouse": {"warehouse", "config"},
    "tasks": {"tasks", "config"},
    "flows": {"flows", "tasks", "warehouse", "config"},
}

#: Folders that may import more than their room: the writer of load packages knows their shape.
MAY_ALSO_IMPORT = {"tasks/load": {"warehouse"}}

#: Where a library may be imported, and nowhere else: one room, or several.
HOME_OF_LIBRARY = {
    "prefect": "flows/scheduling",
    "duckdb": "warehouse",
    "spacy": "tasks/enrich",
    "trafilatura": "tasks/extract",
    "htmldate": "tasks/extract",
    "lxml": ("tasks/extract", "tasks/collect"),  # pages; sitemaps and home pages
    "feedparser": "tasks/collect",
    "warcio": "tasks/archive",
    "httpcore": "tasks/fetch",
    "httpx": "tasks/fetch",
    "typer": "flows",
    "starlette": "warehouse/dashboard",  # it serves the page; the client is in tasks/fetch/
}

#: The ceiling of the house: a longer module holds two things.
MOST_LINES = 400

MODULES = sorted(path for room in MAY_IMPORT for path in (PROJECT / room).rglob("*.py"))
each_module = pytest.mark.parametrize(
    "path", [pytest.param(p, id=p.relative_to(PROJECT).as_posix()) for p in MODULES]
)


def read_module(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imported_names(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """(line, full name of a module) of each import, also inside functions and by string."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, alias.name) for alias in names)
            case ast.ImportFrom(module=module, level=level):
                yield node.lineno, "." * level + (module or "")
            case ast.Call(
                func=ast.Name(id="import_module") | ast.Attribute(attr="import_module"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield node.lineno, name


def folder_of(path: Path) -> str:
    return path.parent.relative_to(PROJECT).as_posix()


def is_below(folder: str, home: str) -> bool:
    return f"{folder}/".startswith(f"{home}/")


def wrong_arrows(folder: str, tree: ast.Module) -> list[str]:
    """Imports of a module in `folder` that the house does not allow."""
    room = folder.split("/")[0]
    allowed = MAY_IMPORT[room].union(
        *(more for home, more in MAY_ALSO_IMPORT.items() if is_below(folder, home))
    )
    wrong = []
    for line, name in imported_names(tree):
        top = name.split(".")[0]
        homes = HOME_OF_LIBRARY.get(top, ())
        homes = (homes,) if isinstance(homes, str) else homes
        if name.startswith("."):
            wrong.append(f"line {line}: a relative import hides its room")
        elif top in {*MAY_IMPORT, "tests", "benchmarks"} and top not in allowed:
            wrong.append(f"line {line}: {room} must not import {name}")
        elif homes and not any(is_below(folder, home) for home in homes):
            wrong.append(f"line {line}: {name} is imported in {' and '.join(homes)} only")
    return wrong


def test_there_are_modules_in_every_room():
    assert {path.relative_to(PROJECT).parts[0] for path in MODULES} == set(MAY_IMPORT)


@pytest.mark.parametrize(
    ("folder", "code"),
    [
        ("tasks/clean", "from warehouse.load import load_package"),
        ("tasks/extract", "def f():\n    import flows.work"),
        ("warehouse", "from tasks.models import Page"),
        ("config", "import warehouse"),
        ("flows", "import duckdb"),
        ("flows", "def f():\n    import prefect"),
        ("flows/commands", "import trafilatura"),
        ("tasks/collect", "import httpcore"),
        ("tasks/extract", "import spacy.tokens"),
        ("warehouse", "from importlib import import_module\nimport_module('prefect.flows')"),
        ("tasks/clean", "from . import rules"),
    ],
)
def test_a_wrong_arrow_is_seen(folder, code):
    assert len(wrong_arrows(folder, ast.parse(code))) == 1


def test_the_arrows_of_the_house_are_allowed():
    assert wrong_arrows("tasks/load", ast.parse("from warehouse.package import SCHEMAS")) == []
    assert wrong_arrows("flows/scheduling", ast.parse("import prefect, tasks.models")) == []


@each_module
def test_imports_follow_the_arrows_of_the_house(path):
    assert wrong_arrows(folder_of(path), read_module(path)) == []


@each_module
def test_no_module_is_longer_than_the_ceiling(path):
    assert len(path.read_text("utf-8").splitlines()) <= MOST_LINES


@each_module
def test_module_and_public_names_say_what_they_are(path):
    tree = read_module(path)
    if not tree.body:  # an empty __init__.py
        return
    silent = [] if ast.get_docstring(tree) else ["the module"]
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    public = [node for node in classes if not node.name.startswith("_")]
    for owner in (tree, *public):
        for node in owner.body:
            is_named = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            is_public = is_named and not node.name.startswith("_")
            if is_public and not ast.get_docstring(node):
                silent.append(f"line {node.lineno}: {node.name}")
    assert silent == []


def test_what_workers_import_holds_neither_prefect_nor_duckdb():
    code = "import flows.work, sys; print(*{'prefect', 'duckdb'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "\n")
