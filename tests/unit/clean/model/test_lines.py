"""Counting the characters and words of lines."""

import pytest

from tasks.clean.model.lines import Kind, count_lines, kind_of, squeeze


def count(*lines: str):
    text, spans, at = "\n".join(lines), [], 0
    for line in lines:
        spans.append((at, at + len(line)))
        at += len(line) + 1
    return count_lines(text, spans)


def test_words_are_counted_by_how_they_begin():
    table = count("The old mill of Oldmere turns again.", "HOME", "50 eggs")
    assert table.words.tolist() == [7, 1, 2]
    assert table.capitalised.tolist() == [2, 1, 0]
    assert table.lower.tolist() == [5, 0, 1]
    assert table.short.tolist() == [2, 0, 0]


def test_each_character_is_of_one_kind_and_none_is_lost():
    lines = ("Ferry: 5 € (return) | „schön“ → 湖上 © Ćuk's", "", "\u0627\u0644", " ")
    table = count(*lines)
    assert table.kinds.sum(axis=1).tolist() == [len(line) for line in lines]


@pytest.mark.parametrize(
    ("char", "kind"),
    [
        ("A", Kind.UPPER), ("ß", Kind.LOWER), ("7", Kind.DIGIT), ("湖", Kind.IDEOGRAPH),
        ("ا", Kind.LETTER), ("。", Kind.STOP), ("»", Kind.ARROW), ("«", Kind.QUOTE),
        ("\u0301", Kind.MARK), ("\u00a0", Kind.SPACE), ("😀", Kind.OTHER), ("₽", Kind.MONEY),
    ],
)  # fmt: skip
def test_the_kind_of_a_character(char, kind):
    assert kind_of(char) is kind


def test_two_signs_of_a_script_without_spaces_count_as_a_word():
    assert count("渡轮返回港口").words.tolist() == [3]


def test_a_sentence_joint_stands_inside_a_line_not_between_two():
    table = count("It froze. The ferry waited.", "It froze.", "“Wait.” 5 did.")
    assert table.sentence_joints.tolist() == [1, 0, 1]


def test_a_text_without_lines_has_an_empty_table():
    assert len(count_lines("", [])) == 0


def test_two_lines_say_the_same_when_letters_and_digits_do():
    assert squeeze("“Mill – turns 90!”") == squeeze("MILL turns: 90")
    assert squeeze("mill") != squeeze("mills")
