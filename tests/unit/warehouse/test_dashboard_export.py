"""The dashboard as files: everything its pages ask for is there, and nothing of this machine."""

import json
import re
import shutil
import subprocess

import pytest

from warehouse.dashboard.export import MARK, export_dashboard
from warehouse.dashboard.modules import join_modules
from warehouse.dashboard.server import STATIC
from warehouse.errors import FolderUnusable


@pytest.fixture(scope="module")
def exported(undisturbed, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "dashboard"
    export_dashboard(undisturbed, folder)
    return folder


def read_answer(folder, path):
    text = (folder / "data" / f"{path}.js").read_text("utf-8")
    name, answer = re.fullmatch(r'datelineAnswer\("(.*?)", (.*)\);\n', text, re.DOTALL).groups()
    assert name == path
    return json.loads(answer)


def test_each_article_of_the_story_has_its_file(exported):
    panel = read_answer(exported, "story")["panels"]["story-articles"]
    ids = [row[panel["columns"].index("article_id")] for row in panel["rows"]]
    assert [
        read_answer(exported, f"article/{i}")["panels"]["article"]["rows"][0][0] for i in ids
    ] == ids


def test_what_pages_lead_to_is_exported(exported):
    panels = read_answer(exported, "stripped/all")["panels"]["common-removed-lines"]
    line = panels["rows"][0][panels["columns"].index("text_hash")]
    assert read_answer(exported, f"line/{line}")["panels"]["articles-with-line"]["rows"]
    assert (exported / "data" / "run" / "1.js").exists()


def test_the_page_loads_only_files_that_are_there(exported):
    page = (exported / "index.html").read_text("utf-8")
    loaded = re.findall(r'(?:src|href)="([^"#]+)"', page)
    assert "app.js" in loaded
    assert [name for name in loaded if not (exported / name).exists()] == []
    assert 'type="module"' not in page


def test_no_path_of_this_machine_is_exported(exported, undisturbed):
    held = [p for p in exported.rglob("*.js") if str(undisturbed.parent) in p.read_text("utf-8")]
    assert held == []


def test_an_export_is_replaced_by_the_next(exported, undisturbed, tmp_path):
    folder = shutil.copytree(exported, tmp_path / "again")
    (folder / "data" / "article" / "gone.js").write_text("old")
    export_dashboard(undisturbed, folder)
    assert not (folder / "data" / "article" / "gone.js").exists()
    assert (folder / MARK).exists()


def test_a_folder_with_something_else_is_left_alone(undisturbed, tmp_path):
    (tmp_path / "letters.txt").write_text("mine")
    with pytest.raises(FolderUnusable, match="no export of the dashboard"):
        export_dashboard(undisturbed, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letters.txt"]


def test_a_file_is_no_folder(undisturbed, tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(FolderUnusable, match="is a file"):
        export_dashboard(undisturbed, tmp_path / "file")


def test_modules_are_joined_after_those_they_need(tmp_path):
    (tmp_path / "a.js").write_text('import { two } from "./b.js";\n\nglobalThis.told = two();\n')
    (tmp_path / "b.js").write_text(
        'import { one as first } from "./c.js";\n\nexport const two = () => first + 1;\n'
    )
    (tmp_path / "c.js").write_text("export const one = 1;\n")
    script = join_modules(tmp_path / "a.js")
    assert script.index("const one") < script.index("const two") < script.index("globalThis")
    if node := shutil.which("node"):
        code = f"{script}\nconsole.log(globalThis.told)"
        told = subprocess.run([node, "-e", code], capture_output=True, text=True, check=True)
        assert told.stdout == "2\n"


@pytest.mark.parametrize(
    "text", ["export default 1;\n", 'import * as all from "./c.js";\n', "export { one };\n"]
)
def test_a_form_that_cannot_be_joined_is_named(tmp_path, text):
    (tmp_path / "c.js").write_text("const one = 1;\n")
    (tmp_path / "a.js").write_text(text)
    with pytest.raises(ValueError, match=r"a\.js: .* is a form that exports do not read"):
        join_modules(tmp_path / "a.js")


def test_modules_that_import_each_other_are_named(tmp_path):
    (tmp_path / "a.js").write_text('import { b } from "./b.js";\nexport const a = 1;\n')
    (tmp_path / "b.js").write_text('import { a } from "./a.js";\nexport const b = 1;\n')
    with pytest.raises(ValueError, match="modules import each other"):
        join_modules(tmp_path / "a.js")


#: Ways in which text becomes markup or code; the page makes elements and text nodes alone.
MARKUP = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser"
    r"|setHTML|srcdoc|\beval\(|new Function|setTimeout\(\s*[\"'`]"
)


@pytest.mark.parametrize("path", sorted((STATIC / "js").rglob("*.js")), ids=lambda path: path.name)
def test_a_module_is_short_and_makes_no_markup_of_text(path):
    text = path.read_text("utf-8")
    assert MARKUP.findall(text) == []
    assert len(text.splitlines()) <= 300
