"""A rulebook in words: every parameter is told in both languages, and every place that has a name."""

import pytest
from django.utils.translation import override

from klimapakt.methods.rulebook import preset, preset_names
from klimapakt.methods.rulebook.model import LABELS
from klimapakt.methods.rulebook.schema import value_schemas
from klimapakt.office.rulebook_fields import leaves
from klimapakt.pacts.presenting.differing import differing
from klimapakt.pacts.presenting.told import place_in_words, told
from klimapakt.pacts.presenting.words import CHOICES, GROUPS, HINTS, MEANINGS, PARTS, WHOLE_HINTS, WHOLE_VALUE

in_both = pytest.mark.parametrize("language", ["de", "en"])


def test_every_parameter_stands_in_one_group_and_has_a_meaning() -> None:
    grouped = [name for group in GROUPS for name in group.parameters]
    assert sorted(grouped) == sorted(LABELS)
    assert set(MEANINGS) == set(LABELS) == set(value_schemas())


def test_every_choice_and_every_part_of_the_form_has_words() -> None:
    found = [leaf for parts in leaves().values() for leaf in parts]
    chosen = {".".join((leaf.parameter, *leaf.parts)): leaf.choices for leaf in found if leaf.choices}
    chosen.pop("scopes.minimum")
    chosen.pop("scopes.optional")
    assert {place: set(words) for place, words in CHOICES.items()} == {
        place: set(choices) for place, choices in chosen.items()
    }
    parts = {part for leaf in found for part in leaf.parts} - {"de", "en"}
    assert parts == set(PARTS)
    assert set(HINTS) <= parts
    assert {*WHOLE_VALUE, *WHOLE_HINTS} <= set(LABELS)


@in_both
@pytest.mark.parametrize("name", preset_names())
def test_every_parameter_of_a_shipped_rulebook_is_told(name: str, language: str) -> None:
    with override(language):
        parameters = [one for group in told(preset(name)) for one in group.parameters]
    assert len(parameters) == len(LABELS)
    for one in parameters:
        assert one.label
        assert all(line.strip() for line in one.lines), one.name
        assert one.lines, one.name
        assert one.sources or one.assumption, one.name


def test_what_differs_is_told_before_and_after() -> None:
    with override("en"):
        found = {one.name: one for one in differing(preset("duesseldorf"), preset("krefeld"))}
    monitoring = found["monitoring"]
    assert monitoring.before.lines[0] == "every 60 months"
    assert monitoring.after.lines == (
        "every 24 months",
        "On the same days for everybody, one of them being 31\u00a0December 2025.",
    )
    assert differing(preset("essen"), preset("essen")) == ()


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (
            "rulebook.parameters.baseline.value.grace_months",
            "Deadline of the baseline inventory: Mon",
        ),
        ("rulebook.parameters.tiers.value[0].title.de", "Kinds of membership"),
        ("rulebook.parameters.term.source", "Term of the agreement: where it stands"),
        ("rulebook.parameters.nothing.value", ""),
        ("rulebook.parameters", ""),
        ("rulebook.sources.report", ""),
        ("", ""),
    ],
)
def test_a_place_is_told_in_words_where_it_has_some(place: str, words: str) -> None:
    with override("en"):
        assert place_in_words(place).startswith(words)
        assert bool(place_in_words(place)) == bool(words)
