"""W and C9: files that nobody can use, and folders with traps, in one run that goes on.

One command reads a folder of them all; each test asks what became of one.
"""

import os
import random
import subprocess
import time
import tracemalloc
from itertools import pairwise

import pytest

from tasks.collect import files as _files  # noqa: F401  registers its kinds of source
from tasks.collect.source import Refusal, collect, resolve_sources
from tasks.models import RawDocument

MEGABYTE = 2**20
LIMIT = 20_000_000  # settings: max_document_bytes
STORY = "The ferry Marigold sails again on Friday, after two months in the yard.\n"
LINE = '{"title": "Fog over the harbour", "text": "Fog kept %s boats in the harbour on Monday."}\n'


def write_traps(folder, runs):
    runs.write_files(
        folder,
        {
            "good.txt": runs.stories["ferry.txt"],
            "empty.txt": b"",
            "blank.txt": b" \n\t\r\n \xc2\xa0\n",
            "word.txt": b"Marigold",
            "noise.txt": random.Random(1).randbytes(5000),
            "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(400),
            "notes.md": b"# not read",
            ".draft.txt": STORY.encode(),
            ".git/config.txt": STORY.encode(),
            "folder.txt/inside.txt": b"Inside a folder with the name of a file.\n" + STORY.encode(),
            "broken.jsonl": (LINE % "nine") + '{"title": "Cut of\n' + (LINE % "ten"),
            "numbers.jsonl": b'[1, 2]\n"a word"\n{"title": "no text"}\n' + b"[" * 100_000 + b"\n",
        },
    )
    with (folder / "large.txt").open("wb") as large:
        large.truncate(50 * MEGABYTE)  # takes no disk
    write_large_lines(folder / "stream.jsonl")
    os.mkfifo(folder / "pipe.txt")
    (folder / "dangling.txt").symlink_to("nothing-there.txt")
    (folder / "itself.txt").symlink_to("itself.txt")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "linked.txt").symlink_to("good.txt")
    outside = runs.write_files(folder.parent / "outside", {"secret.txt": STORY})
    (folder / "secret.txt").symlink_to(outside / "secret.txt")
    (folder / "upwards.txt").symlink_to("../outside/secret.txt")
    (folder / "elsewhere").symlink_to(outside, target_is_directory=True)
    (folder / os.fsdecode(b"caf\xe9.txt")).write_bytes(b"A name in Latin-1.\n" + STORY.encode())


def write_large_lines(path):
    """50 MB: good lines, one over the limit, and lines of blanks."""
    with path.open("w") as stream:
        stream.write(LINE % "eleven")
        stream.write('{"text": "' + "a" * (LIMIT + 5 * MEGABYTE) + '"}\n')
        stream.write(LINE % "twelve")
        for _ in range(25):
            stream.write(" " * MEGABYTE + "\n")
        stream.write(LINE % "thirteen")
    assert path.stat().st_size > 50_000_000


@pytest.fixture(scope="module")
def traps(runs, tmp_path_factory):
    folder = tmp_path_factory.mktemp("traps") / "odd"
    write_traps(folder, runs)
    return folder


@pytest.fixture(scope="module")
def done(runs, traps, tmp_path_factory):
    """The command's end, the data folder, and how each input ended."""
    data = tmp_path_factory.mktemp("data")
    process = runs.command("run", traps, "--data", data)
    return process, data, runs.fates(data, 1)


def test_a_run_over_traps_is_partial_and_says_so_in_a_table(done):
    process, _, ends = done
    assert process.returncode == 3, process.stderr
    assert "Traceback" not in process.stderr
    table = [line.strip() for line in process.stdout.splitlines()]
    shown = dict(pairwise(table))
    refused = {"unreadable", "refused_path", "too_large", "not_text", "broken_json"}
    assert {fate for fate, _ in ends.values()} >= refused
    for name, (fate, reason) in ends.items():
        if fate in refused:
            assert shown[f"file:odd/{name}"].split(maxsplit=1) == [fate, reason]


def test_every_input_ends_in_one_fate_and_each_but_the_loaded_has_a_reason(runs, traps, done):
    _, data, ends = done
    inputs = [i.uri for i in collect(resolve_sources([str(traps)], ()), LIMIT)]
    recorded = runs.ask(data, "select uri from ops.inputs order by input_no")
    assert [uri for (uri,) in recorded] == inputs
    assert [name for name, (fate, reason) in ends.items() if fate != "loaded" and not reason] == []
    counts = runs.ask(
        data,
        "select status, input_count, good_count + refused_count + quarantined_count from ops.runs",
    )
    assert counts == [("partial", len(inputs), len(inputs))]


def test_nothing_half_written_is_left(done):
    _, data, _ = done
    assert [p.name for p in data.rglob("*.partial*")] == []
    assert list((data / "packages").iterdir()) == []


@pytest.mark.parametrize("name", ["empty.txt", "blank.txt", "word.txt"])
def test_c9_a_file_of_nothing_or_one_word_is_too_short_and_kept_as_raw(runs, done, name):
    _, data, ends = done
    assert ends[name][0] == "too_short"
    kept = runs.ask(
        data,
        "select byte_count from documents join ops.inputs using (document_id) where uri = ?",
        f"file:odd/{name}",
    )
    assert len(kept) == 1


@pytest.mark.parametrize(("name", "says"), [("noise.txt", "control"), ("picture.txt", "PNG")])
def test_w1_binary_data_under_txt_is_not_text(done, name, says):
    fate, reason = done[2][name]
    assert fate == "not_text"
    assert says in reason


def test_w1_a_file_of_50_megabytes_is_refused_with_its_size_and_the_limit(done):
    fate, reason = done[2]["large.txt"]
    assert fate == "too_large"
    assert "52,428,800" in reason
    assert "20,000,000" in reason
    assert "max_document_bytes" in reason


def test_w1_a_long_line_of_a_large_jsonl_costs_only_itself(done):
    ends = {name: fate for name, (fate, _) in done[2].items() if name.startswith("stream")}
    assert ends == {
        "stream.jsonl#1": "loaded",
        "stream.jsonl#2": "too_large",
        "stream.jsonl#3": "loaded",
        "stream.jsonl#29": "loaded",
    }


def test_w6_a_large_jsonl_is_streamed_not_held(traps):
    sources = resolve_sources([str(traps / "stream.jsonl")], ())
    tracemalloc.start()
    try:
        count = sum(isinstance(item, RawDocument) for item in collect(sources, MEGABYTE * 2))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 3
    assert peak < 10 * MEGABYTE


def test_w1_a_broken_line_costs_only_itself(done):
    ends = done[2]
    assert [ends[f"broken.jsonl#{n}"][0] for n in (1, 2, 3)] == ["loaded", "broken_json", "loaded"]
    assert "column" in ends["broken.jsonl#2"][1]
    assert {ends[f"numbers.jsonl#{n}"][0] for n in (1, 2, 3, 4)} == {"broken_json"}


def test_w1_what_is_no_regular_file_is_unreadable(done):
    ends = done[2]
    assert {ends[name][0] for name in ("pipe.txt", "dangling.txt", "itself.txt")} == {"unreadable"}


def test_w1_a_folder_with_the_name_of_a_file_is_a_folder(done):
    assert done[2]["folder.txt/inside.txt"][0] == "loaded"


def test_w1_a_link_back_to_the_folder_is_not_followed(done):
    fate, reason = done[2]["loop"]
    assert fate == "skipped"
    assert "link to a folder" in reason
    assert not any(name.startswith("loop/") for name in done[2])


def test_w1_hidden_files_and_folders_and_other_endings_are_skipped(done):
    ends = done[2]
    assert {ends[name][0] for name in (".draft.txt", ".git", "notes.md")} == {"skipped"}
    assert ".git/config.txt" not in ends


def test_w1_a_name_in_another_encoding_is_spelled_out(runs, done):
    _, data, ends = done
    assert ends["caf\\xe9.txt"][0] == "loaded"
    names = runs.ask(data, "select count(*) from articles where file_name = ?", "caf\\xe9.txt")
    assert names == [(1,)]


def test_w1_a_folder_whose_own_name_is_in_another_encoding_is_read(runs, tmp_path):
    folder = runs.write_files(tmp_path / os.fsdecode(b"caf\xe9"), {"a.txt": STORY})
    report = runs.ingest(tmp_path / "data", folder)
    assert report.fates == {"loaded": 1}


def test_w3_a_link_to_a_file_of_the_folder_is_the_same_article(runs, done):
    _, data, ends = done
    assert ends["good.txt"][0] == "loaded"
    assert ends["linked.txt"][0] == "duplicate"
    articles = runs.ask(
        data,
        "select distinct article_id from ops.inputs where uri in (?, ?)",
        "file:odd/good.txt",
        "file:odd/linked.txt",
    )
    assert len(articles) == 1
    assert articles[0][0] is not None


@pytest.mark.parametrize("name", ["secret.txt", "upwards.txt", "elsewhere"])
def test_w4_a_link_that_leaves_the_folder_is_refused(done, name):
    fate, reason = done[2][name]
    assert fate == "refused_path"
    assert "leaves the folder" in reason


def test_w4_nothing_outside_the_folder_was_archived(runs, done):
    _, data, _ = done
    found = runs.ask(data, "select count(*) from article_texts where raw_text = ?", STORY)
    assert found == [(0,)]


@pytest.fixture
def closed_folder(tmp_path_factory):
    """A folder with files that this process may not read, whoever runs the tests."""
    root = tmp_path_factory.mktemp("closed") / "news"
    (root / "shut").mkdir(parents=True)
    (root / "names").mkdir()
    for name in ("locked.txt", "open.txt", "shut/a.txt", "names/b.txt"):
        (root / name).write_text(STORY)
    (root / "locked.txt").chmod(0o000)
    (root / "shut").chmod(0o000)
    (root / "names").chmod(0o444)  # may be listed, not entered
    lifted = []
    if is_root := os.geteuid() == 0:
        for folder in [root, *root.parents][:-2]:
            lifted.append((folder, folder.stat().st_mode))
            folder.chmod(0o755)
        os.seteuid(65534)  # nobody: root may read everything
    yield root
    if is_root:
        os.seteuid(0)
    for folder, mode in lifted:
        folder.chmod(mode)
    for folder in (root / "shut", root / "names"):
        folder.chmod(0o755)


def test_w1_files_and_folders_without_permission_each_end_as_unreadable(closed_folder):
    items = list(collect(resolve_sources([str(closed_folder)], ()), LIMIT))
    refused = {i.uri: i.fate for i in items if isinstance(i, Refusal)}
    assert refused == {
        "file:news/locked.txt": "unreadable",
        "file:news/names/b.txt": "unreadable",
        "file:news/shut": "unreadable",
    }
    assert [i.uri for i in items if isinstance(i, RawDocument)] == ["file:news/open.txt"]


def test_w2_a_file_that_grows_while_it_is_read_is_left_for_the_next_run(tmp_path):
    path = tmp_path / "growing.txt"
    path.write_bytes(b"a" * 8 * MEGABYTE)
    (source,) = resolve_sources([str(path)], ())
    body = path.read_bytes()
    with subprocess.Popen(["sh", "-c", 'while echo more >> "$0"; do :; done', path]) as writer:
        try:
            deadline = time.monotonic() + 20
            while path.read_bytes() == body:
                assert time.monotonic() < deadline
            while isinstance(item := next(collect([source], LIMIT * 9)), RawDocument):
                assert time.monotonic() < deadline  # the disk was faster than the writer
        finally:
            writer.kill()
    assert item.fate == "still_written"
    assert "next run" in item.reason


def test_w2_the_last_line_of_a_growing_jsonl_is_left_for_the_next_run(tmp_path):
    path = tmp_path / "growing.jsonl"
    path.write_text(LINE % "two" + '{"text": "half a li')
    items = collect(resolve_sources([str(path)], ()), LIMIT)
    assert isinstance(next(items), RawDocument)
    with path.open("a") as stream:
        stream.write("ne, still wit")
    assert [item.fate for item in items] == ["still_written"]


def test_w1_the_order_of_inputs_does_not_depend_on_the_disk(runs, tmp_path):
    names = ["b.txt", "a/z.txt", "a.txt", "B.txt", "a/b/c.txt"]
    one = runs.write_files(tmp_path / "1" / "news", dict.fromkeys(names, STORY))
    two = runs.write_files(tmp_path / "2" / "news", dict.fromkeys(reversed(names), STORY))

    def uris(folder):
        return [item.uri for item in collect(resolve_sources([str(folder)], ()), LIMIT)]

    assert uris(one) == uris(two) == sorted(uris(one))


def test_two_folders_of_one_name_in_one_run_are_refused_not_mixed_up(runs, tmp_path):
    one = runs.write_files(tmp_path / "1" / "news", {"a.txt": STORY})
    two = runs.write_files(tmp_path / "2" / "news", {"a.txt": "Another text. " + STORY})
    done = runs.command("run", one, two, "--data", tmp_path / "data")
    assert done.returncode == 2
    assert str(one) in done.stderr
    assert str(two) in done.stderr
    assert not (tmp_path / "data").exists()
