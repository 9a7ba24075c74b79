"""G and D4: wrong settings, sources and folders are refused before anything is read."""

import pytest

from config.sources import SourcesError, load_sources


@pytest.fixture
def folder(runs, tmp_path):
    return runs.write_files(tmp_path / "news", {"ferry.txt": runs.stories["ferry.txt"]})


def test_g1_all_wrong_settings_are_listed_at_once(runs, folder, tmp_path):
    done = runs.command(
        "run",
        folder,
        "--data",
        tmp_path / "data",
        DATELINE_WORKERS="many",
        DATELINE_BATCH_SIZE="0",
        DATELINE_LOCK_WAIT="-1",
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    for name, value in [("workers", "'many'"), ("batch_size", "'0'"), ("lock_wait", "'-1'")]:
        assert f"{name} is {value}" in done.stderr
    assert not (tmp_path / "data").exists()


def test_g1_all_wrong_words_of_a_command_are_listed_at_once(runs, tmp_path):
    runs.write_files(tmp_path, {"notes.docx": "not read"})
    done = runs.command(
        "run", "no-such", tmp_path / "notes.docx", "x" * 5000, "--data", tmp_path / "data"
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    for said in ("no-such: no such file", "notes.docx: Dateline does not read .docx", "too long"):
        assert said in done.stderr
    assert not (tmp_path / "data").exists()


def test_g1_all_faults_of_the_sources_are_listed_at_once(tmp_path):
    file = tmp_path / "sources.toml"
    file.write_text(
        '[[source]]\nname = "a"\npath = "x"\nenabeld = true\n'
        '[[source]]\nname = "a"\npath = 7\n'
        "[[source]]\n"
    )
    with pytest.raises(SourcesError) as raised:
        load_sources(file)
    for said in (
        "block 1: unknown key 'enabeld'; did you mean 'enabled'?",
        "block 2: path is 7, not a",
        "block 3: name is missing",
        "block 3: path is missing",
        "the name 'a' stands twice",
    ):
        assert said in str(raised.value)


def test_g1_faults_of_web_sources_are_listed_with_line_and_nearest_word(tmp_path):
    file = tmp_path / "sources.toml"
    file.write_text(
        '[[source]]\nname = "mercury"\nurl = "mercury.example/feed"\nkind = "fed"\n'
        "\n# both\n"
        '[[source]]\nname = "b"\npath = "x"\nurl = "https://b.example/"\n'
        '[[source]]\nname = "c"\nurl = "https://c.example/"\nshortest_wait = 30\n'
        'other_site = ["d.example"]\nother_sites = "d.example"\nenabled = 1\nfresh_within = true\n'
        '[[source]]\nname = "d"\npath = "x"\nkind = "page"\nlongest_wait = 0\n'
        "[sorce]\n"
    )
    with pytest.raises(SourcesError) as raised:
        load_sources(file)
    for said in (
        "line 3, block 1: url is 'mercury.example/feed'; it must begin with https://",
        "line 4, block 1: unknown kind 'fed'; did you mean 'feed'?",
        "line 10, block 2: path and url both stand there",
        "line 14, block 3: shortest_wait = 30 is more than longest_wait = 24",
        "line 15, block 3: unknown key 'other_site'; did you mean 'other_sites'?",
        "line 16, block 3: other_sites is 'd.example', not a list of texts",
        "line 17, block 3: enabled is 1, not a true or false",
        "line 18, block 3: fresh_within is True, not a number",
        "line 22, block 4: unknown kind 'page' (kinds of a path: file, folder, warc, feed",
        "line 23, block 4: longest_wait is 0; it counts hours",
        "unknown table 'sorce'",
    ):
        assert said in str(raised.value)


def test_g1_a_missing_sources_file_is_named(tmp_path):
    with pytest.raises(SourcesError, match=r"cannot read sources.toml: No such file"):
        load_sources(tmp_path / "sources.toml")


def test_g3_no_value_of_the_environment_reaches_the_warehouse(runs, folder, tmp_path):
    secret = "correct-horse-battery-staple"
    runs.command("run", folder, "--data", tmp_path / "data", PREFECT_API_KEY=secret, TOKEN=secret)
    for path in (tmp_path / "data").rglob("*"):
        assert path.is_dir() or secret.encode() not in path.read_bytes(), path


def test_g4_without_the_model_the_rest_of_the_run_works_and_says_how_to_install_it(
    runs, folder, tmp_path
):
    done = runs.command("run", folder, "--data", tmp_path / "data")
    assert done.returncode == 0
    assert "'none-such' is not installed: run `pip install" in done.stdout + done.stderr
    assert "without names and dates" in done.stdout + done.stderr
    rows = runs.ask(tmp_path / "data", "select headline, pipeline_version from articles")
    assert rows[0][0] == "Ferry returns after winter repairs"
    assert rows[0][1].endswith("no-model")
    assert runs.ask(tmp_path / "data", "select model_name from ops.runs") == [(None,)]


@pytest.mark.parametrize("data", ["file.txt", "file.txt/below"])
def test_d4_a_data_folder_that_cannot_be_is_refused_before_anything_is_read(
    runs, folder, tmp_path, data
):
    (tmp_path / "file.txt").write_text("a regular file")
    done = runs.command("run", folder, "--data", tmp_path / data)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert f"the data folder {tmp_path / data} cannot be" in done.stderr
    assert "--data" in done.stderr
    assert (tmp_path / "file.txt").read_text() == "a regular file"
