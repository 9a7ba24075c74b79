"""Parts of people's names."""

import pytest

from tasks.enrich.entities.persons import parse_person


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Ana Reyes", "reyes"),
        ("John F. Kennedy", "kennedy"),
        ("Alexander Van der Bellen", "van der bellen"),
        ("Martin Luther King Jr.", "king"),
        ("Kim Jong Un", "kim"),
        ("Lee Jae-myung", "lee"),
        ("Xi Jinping", "xi"),
        ("Nguyen Phu Trong", "nguyen"),
        ("Kim Basinger", "basinger"),
        ("Bruce Lee", "lee"),
        ("Li Na", "li"),
    ],
)
def test_the_family_name_is_found_where_it_stands(name, family):
    parsed = parse_person(name)
    assert parsed.is_full
    assert parsed.family == family


@pytest.mark.parametrize("name", ["Reyes", "Van Houten", "J. Reyes"])
def test_a_family_name_alone_is_no_full_name(name):
    assert not parse_person(name).is_full


def test_initials_and_syllable_breaks_do_not_make_another_person():
    assert parse_person("Ana M. Reyes").key == parse_person("Ana Reyes").key
    assert parse_person("Kim Jong-un").key == parse_person("Kim Jong Un").key
