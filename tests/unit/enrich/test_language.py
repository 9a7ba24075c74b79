"""The language of a text, or the honest answer that it cannot be told."""

import pytest

from tasks.enrich.language import decide_language, language_of, primary_code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The harbour council voted on Friday to close the old pier to all traffic.", "en"),
        ("Der Hafenrat hat am Freitag beschlossen, den alten Pier zu sperren.", "de"),
        ("Le conseil du port a décidé vendredi de fermer la vieille jetée.", "fr"),
        ("Портовый совет в пятницу решил закрыть старый причал.", "ru"),
        ("港口委员会周五决定关闭旧码头。", "zh"),
    ],
)
def test_a_sentence_tells_its_language(text, code):
    assert language_of(text) == code


@pytest.mark.parametrize("text", ["", "3:2", "Velden", "Ana Reyes"])
def test_a_name_or_a_number_tells_none(text):
    assert language_of(text) is None


def test_the_page_is_believed_only_where_the_text_is_too_short():
    assert decide_language("Velden", "de-AT") == "de"
    assert decide_language("The council voted to close the old pier to all traffic.", "de") == "en"


@pytest.mark.parametrize(
    ("code", "primary"), [("en-GB", "en"), ("EN_us", "en"), ("x-default", None), (None, None)]
)
def test_a_code_is_reduced_to_its_language(code, primary):
    assert primary_code(code) == primary
