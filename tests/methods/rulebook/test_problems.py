"""Everything that is wrong with a rulebook is told at once, each thing once and where it stands."""

import copy
from typing import Any

import pytest

from klimapakt.methods.duties import Member, Membership, simulate
from klimapakt.methods.refusal import Refused
from klimapakt.methods.rulebook import preset, preset_json, preset_names, problems, read_rulebook, unsourced


def krefeld() -> dict[str, Any]:
    return copy.deepcopy(dict(preset_json("krefeld")))


def places(raw: object) -> list[str]:
    return [one.path.removeprefix("rulebook.") for one in problems(raw)]


@pytest.mark.parametrize("name", preset_names())
def test_a_shipped_rulebook_has_no_fault(name: str) -> None:
    assert problems(preset_json(name)) == ()


def test_faults_of_every_kind_are_told_at_once() -> None:
    raw = krefeld()
    raw["titel"] = raw.pop("title")
    raw["id"] = "Krefeld 2027"
    raw["sources"]["report"].pop("seen_on")
    raw["parameters"].pop("term")
    raw["parameters"]["terms"] = {}
    raw["parameters"]["baseline"]["value"]["due_months"] = "soon"
    raw["parameters"]["targets"]["source"] = ["nobody"]
    assert places(raw) == [
        "titel",
        "title",
        "id",
        "sources.report",
        "parameters.terms",
        "parameters.term",
        "parameters.baseline.value.due_months",
        "parameters.targets.source[0]",
    ]


def test_a_source_without_its_day_is_not_also_told_as_unknown() -> None:
    raw = krefeld()
    raw["sources"]["report"].pop("seen_on")
    assert places(raw) == ["sources.report"]


def test_contradictions_are_told_all_together() -> None:
    raw = krefeld()
    raw["parameters"]["scopes"]["value"]["optional"] = [1, 3]
    raw["parameters"]["term"]["value"] = {"months": 12, "until": "2035-12-31", "renewable": False}
    raw["parameters"]["baseline"]["value"] = {"due_months": 3, "counts_from": "baseline"}
    assert set(places(raw)) == {
        "parameters.scopes.value.optional[0]",
        "parameters.term.value.months",
        "parameters.baseline.value.counts_from",
    }


@pytest.mark.parametrize("raw", [None, [], "krefeld", 7, {}, {"parameters": 3, "sources": []}])
def test_what_is_no_rulebook_at_all_is_told_without_breaking(raw: object) -> None:
    assert problems(raw)
    with pytest.raises(Refused):
        read_rulebook(raw)


def test_the_first_fault_of_reading_is_among_all_of_them() -> None:
    raw = krefeld()
    raw["parameters"]["review_mode"]["value"] = "nobody"
    with pytest.raises(Refused) as refused:
        read_rulebook(raw)
    assert refused.value.path in [one.path for one in problems(raw)]


def test_a_new_value_on_its_old_source_is_found_and_a_new_source_settles_it() -> None:
    raw = krefeld()
    raw["parameters"]["baseline"]["value"]["due_months"] = 6
    (found,) = unsourced(preset("krefeld"), read_rulebook(raw))
    assert found.path == "rulebook.parameters.baseline.source"
    raw["parameters"]["baseline"]["assumption"] = {"de": "Beschlossen", "en": "Decided"}
    assert unsourced(preset("krefeld"), read_rulebook(raw)) == ()


def test_another_note_or_source_alone_needs_nothing_new() -> None:
    raw = krefeld()
    raw["parameters"]["baseline"]["note"] = {"de": "Anders", "en": "Different"}
    raw["parameters"]["baseline"]["source"] = ["holidays"]
    assert unsourced(preset("krefeld"), read_rulebook(raw)) == ()


def test_where_there_was_no_rulebook_every_duty_is_new() -> None:
    day = preset("krefeld").valid_from
    changes = simulate(None, preset("krefeld"), [Member("bakery", Membership(day))], day)
    assert changes
    assert {change.kind for change in changes} == {"added"}
