"""Two rulebooks beside one another: every difference, and nothing else."""

import pytest

from klimapakt.methods.rulebook import compare, preset, preset_names, read_rulebook
from klimapakt.methods.rulebook.compare import ORIGIN
from tests.methods.rulebook.building import parameter, rulebook, written


@pytest.mark.parametrize("name", preset_names())
def test_a_rulebook_does_not_differ_from_itself(name: str) -> None:
    assert compare(preset(name), preset(name)) == ()


def test_one_changed_value_is_one_difference() -> None:
    (found,) = compare(rulebook(), rulebook(monitoring={"every_months": 24}))
    assert (found.parameter, found.part, found.old, found.new) == ("monitoring", "every_months", 60, 24)
    assert found.label().text() == "Monitoring report"


def test_turned_round_old_and_new_change_places() -> None:
    there = [one for one in compare(preset("duesseldorf"), preset("krefeld")) if one.part != ORIGIN]
    back = [one for one in compare(preset("krefeld"), preset("duesseldorf")) if one.part != ORIGIN]
    turned = {(one.parameter, one.part): (one.new, one.old) for one in back}
    assert {(one.parameter, one.part): (one.old, one.new) for one in there} == turned


def test_values_are_plain_json() -> None:
    tiers = [{"key": "plus", "title": {"de": "Plus", "en": "Plus"}}]
    found = compare(
        rulebook(),
        rulebook(
            tiers=tiers,
            recalculation_threshold_percent="7.5",
            scopes={"minimum": [1, 2, 3], "optional": []},
            closing_balance={"on": "2034-12-31"},
        ),
    )
    assert {(one.parameter, one.part): one.new for one in found} == {
        ("tiers", ""): tiers,
        ("closing_balance", "on"): "2034-12-31",
        ("scopes", "minimum"): [1, 2, 3],
        ("scopes", "optional"): [],
        ("recalculation_threshold_percent", ""): "7.5",
    }


def test_a_new_source_of_the_same_value_is_a_difference() -> None:
    raw = written("krefeld")
    parameter(raw, "baseline")["assumption"] = {"de": "Angenommen.", "en": "Assumed."}
    found = compare(preset("krefeld"), read_rulebook(raw))
    assert [(one.parameter, one.part) for one in found] == [("baseline", ORIGIN)]
