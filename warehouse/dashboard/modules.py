"""Our modules as one script: one request, and a page opened from a folder can load no module.

In: the first of the modules. Out: one classic script. It reads the two forms that our modules keep
to, `import { a, b } from "./c.js";` and `export` before a declaration, and stops at any other.
"""

import re
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

_IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.[^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async function|function|const|class) (\w+))", re.MULTILINE)
_OTHER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


def join_modules(first: Path) -> str:
    """The module and all that it imports, each after those it needs, as one script.

    Raises:
        ValueError: two modules import each other, or one uses another form of import or export.
    """
    imports: dict[Path, list[tuple[str, Path]]] = {}
    pending = [first.resolve()]
    while pending:
        path = pending.pop()
        if path not in imports:
            imports[path] = _read_imports(path)
            pending += [target for _, target in imports[path]]
    try:
        order = [
            *TopologicalSorter(
                {path: [target for _, target in found] for path, found in imports.items()}
            ).static_order()
        ]
    except CycleError as error:
        circle = " -> ".join(path.name for path in error.args[1])
        raise ValueError(f"modules import each other: {circle}") from error
    numbers = {path: number for number, path in enumerate(order)}
    return '"use strict";\n' + "\n".join(
        _wrap(path, numbers[path], [(names, numbers[target]) for names, target in imports[path]])
        for path in order
    )


def _read_imports(path: Path) -> list[tuple[str, Path]]:
    text = path.read_text("utf-8")
    found = [
        (" ".join(names.split()), (path.parent / target).resolve())
        for names, target in _IMPORT.findall(text)
    ]
    rest = _EXPORT.sub("", _IMPORT.sub("", text))
    if other := _OTHER.search(rest):
        raise ValueError(f"{path.name}: {other.group()!r} is a form that exports do not read")
    return found


def _wrap(path: Path, number: int, imports: list[tuple[str, int]]) -> str:
    text = path.read_text("utf-8")
    exported = ", ".join(_EXPORT.findall(text))
    body = _EXPORT.sub("", _IMPORT.sub("", text))
    needed = "".join(
        f"const {{ {names.strip(' ,').replace(' as ', ': ')} }} = module{target};\n"
        for names, target in imports
    )
    return f"const module{number} = (() => {{\n{needed}{body}return {{ {exported} }};\n}})();\n"
