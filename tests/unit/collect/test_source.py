"""Words of the command line become sources; wrong ones are all named at once."""

import pytest

from config.sources import SourceBlock, SourcesError, load_sources
from tasks.collect import address_files as _addresses  # noqa: F401  registers its kinds of source
from tasks.collect import files as _files  # noqa: F401  registers its kinds of source
from tasks.collect import warc_source as _warc  # noqa: F401  registers its kind of source
from tasks.collect.source import collect, collect_one, resolve_sources
from tasks.errors import ConfigurationFault
from tasks.models import RawDocument


def uris(*sources) -> list[str]:
    return [i.uri for i in collect(sources, 1_000_000) if isinstance(i, RawDocument)]


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "harbour"
    (root / "b").mkdir(parents=True)
    (root / "b" / "two.txt").write_text("two")
    (root / "one.txt").write_text("one")
    (root / "lines.jsonl").write_text('{"text": "a"}\n\n{"text": "b"}\n')
    (root / "notes.md").write_text("not read")
    return root


def test_a_folder_is_read_in_the_order_of_its_paths(folder):
    (source,) = resolve_sources([str(folder)], ())
    assert uris(source) == [
        "file:harbour/b/two.txt",
        "file:harbour/lines.jsonl#1",
        "file:harbour/lines.jsonl#3",
        "file:harbour/one.txt",
    ]


def test_a_file_and_its_folder_give_the_same_input(folder):
    (alone,) = resolve_sources([str(folder / "one.txt")], ())
    assert uris(alone) == ["file:harbour/one.txt"]


def test_the_order_of_the_words_does_not_matter(folder, tmp_path):
    other = tmp_path / "archive"
    other.mkdir()
    (other / "x.txt").write_text("x")
    words = [str(folder), str(other)]
    assert uris(*resolve_sources(words, ())) == uris(*resolve_sources(words[::-1], ()))


def test_a_name_and_its_path_mean_the_same_source(folder):
    blocks = (SourceBlock("port", str(folder)),)
    assert resolve_sources(["port"], blocks) == resolve_sources([str(folder)], blocks)


def test_none_named_means_all_that_are_enabled(folder):
    blocks = (SourceBlock("port", str(folder)), SourceBlock("old", str(folder), enabled=False))
    assert [s.name for s in resolve_sources([], blocks)] == ["port"]


def test_all_unknown_words_are_named_at_once():
    with pytest.raises(ConfigurationFault) as caught:
        resolve_sources(["nope", "nada"], (SourceBlock("port", "x"),))
    assert "nope" in str(caught.value)
    assert "nada" in str(caught.value)
    assert "port" in str(caught.value)


def test_all_faults_of_the_sources_file_are_named_at_once(tmp_path):
    file = tmp_path / "sources.toml"
    file.write_text('[[source]]\nname = "a"\npaht = "x"\n[[source]]\nname = "a"\npath = 7\n')
    with pytest.raises(SourcesError) as caught:
        load_sources(file)
    message = str(caught.value)
    assert "did you mean 'path'" in message
    assert "path is missing" in message
    assert "path is 7" in message
    assert "stands twice" in message


def test_a_block_of_the_web_is_a_source_with_its_options(tmp_path):
    file = tmp_path / "sources.toml"
    file.write_text(
        '[[source]]\nname = "mercury"\nurl = "https://mercury.example/feed.xml"\nkind = "feed"\n'
        'other_sites = ["wire.example"]\nshortest_wait = 0.5\nlongest_wait = 12\n'
    )
    (block,) = load_sources(file)
    assert block.other_sites == ("wire.example",)
    for words in (["mercury"], ["https://mercury.example/feed.xml"], []):
        (source,) = resolve_sources(words, (block,))
        assert (source.name, source.url) == ("mercury", "https://mercury.example/feed.xml")
        assert source.other_sites == ("wire.example",)


def test_excluded_folders_are_not_read(folder):
    blocks = (SourceBlock("port", str(folder), exclude=("b",)),)
    assert "file:port/b/two.txt" not in uris(*resolve_sources(["port"], blocks))
    assert "file:port/one.txt" in uris(*resolve_sources([str(folder)], blocks))


def test_a_list_of_addresses_is_read_where_its_block_says_so(tmp_path):
    path = tmp_path / "list.txt"
    path.write_text("# the paper\nhttps://mercury.example/1\n\nnot one\n")
    (source,) = resolve_sources(["seen"], (SourceBlock("seen", str(path), kind="addresses"),))
    found, refused = collect([source], 1_000_000)
    assert (found.uri, found.found_in) == ("https://mercury.example/1", "line 2 of list.txt")
    assert (refused.uri, refused.fate) == ("file:seen/list.txt#4", "bad_address")


def test_an_address_alone_is_a_source_named_by_its_host():
    (source,) = resolve_sources(["https://mercury.example/feed.xml"], ())
    assert (source.name, source.url) == ("mercury.example", "https://mercury.example/feed.xml")
    (found,) = collect_one(source, 1_000_000)
    assert (found.uri, found.wanted) == ("https://mercury.example/feed.xml", "any")


def test_a_web_archive_below_a_folder_is_read_where_it_stands(folder):
    (folder / "b" / "old.warc").write_bytes(b"not an archive\n")
    (folder / "b" / ".hidden.warc").write_bytes(b"not an archive\n")
    (source,) = resolve_sources([str(folder)], ())
    ends = {i.uri: i.fate for i in collect([source], 1_000_000) if not isinstance(i, RawDocument)}
    assert ends == {
        "file:harbour/b/.hidden.warc": "skipped",
        "file:harbour/b/old.warc#0-break": "broken_archive",
        "file:harbour/notes.md": "skipped",
    }
