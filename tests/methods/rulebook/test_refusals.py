"""A rulebook that cannot be is refused: where, what, and how to mend it."""

from collections.abc import Callable

import pytest

from klimapakt.methods.refusal import Refused
from klimapakt.methods.rulebook import read_rulebook, rulebook_of
from tests.methods.rulebook.building import Fields, parameter, written

NO_CLOSING: Fields = {}
TIER = {"key": "plus", "title": {"de": "Plus", "en": "Plus"}}


def refused(raw: object) -> Refused:
    """Return how a rulebook is refused."""
    with pytest.raises(Refused) as caught:
        rulebook_of(raw)
    return caught.value


@pytest.mark.parametrize(
    ("values", "place", "code"),
    [
        (
            {"baseline": {"due_months": 6, "grace_months": 7}},
            "baseline.value.grace_months",
            "grace_longer_than_deadline",
        ),
        (
            {"targets": {"due_months": None, "grace_months": 1}},
            "targets.value.grace_months",
            "grace_without_deadline",
        ),
        ({"targets": {"due_months": 6, "counts_from": "targets"}}, "targets.value.counts_from", "duty_cycle"),
        (
            {
                "targets": {"due_months": 6, "counts_from": "measures"},
                "measures": {"due_months": 6, "counts_from": "targets", "at_least": 1},
            },
            "targets.value.counts_from",
            "duty_cycle",
        ),
        (
            {
                "baseline": {"due_months": 6, "counts_from": "targets"},
                "targets": {"due_months": 6, "counts_from": "measures"},
                "measures": {"due_months": 6, "counts_from": "targets", "at_least": 1},
            },
            "targets.value.counts_from",
            "duty_cycle",
        ),
        (
            {"baseline": {"due_months": None}, "targets": {"due_months": 6, "counts_from": "baseline"}},
            "targets.value.counts_from",
            "counts_from_nothing",
        ),
        ({"monitoring": {"every_months": 0}}, "monitoring.value.every_months", "not_a_whole_number"),
        ({"monitoring": {"every_months": 12.5}}, "monitoring.value.every_months", "not_a_whole_number"),
        ({"monitoring": {"every_months": True}}, "monitoring.value.every_months", "not_a_whole_number"),
        (
            {"monitoring": {"every_months": None, "synchronised_on": "2025-12-31"}},
            "monitoring.value.every_months",
            "rhythm_missing",
        ),
        (
            {"monitoring": {"every_months": 12, "synchronised_on": "2036-12-31"}},
            "monitoring.value.synchronised_on",
            "anchor_after_closing",
        ),
        (
            {"monitoring": {"every_months": 12, "synchronised_on": "2025-12-31", "counts_from": "baseline"}},
            "monitoring.value.counts_from",
            "two_clocks",
        ),
        (
            {"closing_balance": {"on": "2035-12-31", "after_months": 120}},
            "closing_balance.value.after_months",
            "two_closings",
        ),
        ({"closing_balance": {"on": "2020-12-31"}}, "closing_balance.value.on", "end_before_start"),
        ({"term": {"until": "2020-01-01", "renewable": False}}, "term.value.until", "end_before_start"),
        (
            {"term": {"months": 12, "until": "2035-12-31", "renewable": False}},
            "term.value.months",
            "two_terms",
        ),
        ({"closing_balance": {"on": "2036-12-31"}}, "closing_balance.value.on", "closing_after_term"),
        (
            {"closing_balance": {"after_months": 61}, "term": {"months": 60, "renewable": True}},
            "closing_balance.value.after_months",
            "closing_after_term",
        ),
        ({"closing_balance": NO_CLOSING, "term": {"renewable": True}}, "closing_balance.value", "no_end"),
        (
            {"closing_balance": NO_CLOSING, "term": {"months": 6, "renewable": True}},
            "baseline.value.due_months",
            "deadline_after_end",
        ),
        ({"scopes": {"minimum": [1, 2], "optional": [2]}}, "scopes.value.optional[0]", "scope_twice"),
        ({"scopes": {"minimum": [1, 1], "optional": []}}, "scopes.value.minimum[1]", "twice_in_the_list"),
        ({"scopes": {"minimum": [4], "optional": []}}, "scopes.value.minimum[0]", "not_a_whole_number"),
        ({"tiers": [TIER, TIER]}, "tiers.value[1]", "twice_in_the_list"),
        ({"targets": {"due_months": 6, "tiers": ["plus"]}}, "targets.value.tiers[0]", "unknown_tier"),
        (
            {"recalculation_threshold_percent": 101},
            "recalculation_threshold_percent.value",
            "not_a_percentage",
        ),
        ({"boundary": "city"}, "boundary.value", "invalid_choice"),
        ({"explain_if_missed": "yes"}, "explain_if_missed.value", "not_a_flag"),
        ({"working_days": "DE-XX"}, "working_days.value", "invalid_choice"),
    ],
)
def test_a_value_or_a_contradiction_is_refused_with_its_place(values: Fields, place: str, code: str) -> None:
    found = refused(written(**values))
    assert (found.path, found.code) == (f"rulebook.parameters.{place}", code)
    assert found.message.text().endswith(".")


def without(key: str) -> Callable[[Fields], None]:
    """Return a change that takes a key away."""

    def change(found: Fields) -> None:
        del found[key]

    return change


def test_a_missing_parameter_is_named() -> None:
    raw = written()
    without("monitoring")(raw["parameters"])  # type: ignore[arg-type]  # an object of JSON
    found = refused(raw)
    assert (found.path, found.code) == ("rulebook.parameters.monitoring", "missing_key")


def test_an_unknown_parameter_names_the_nearest() -> None:
    raw = written()
    raw["parameters"] = {**raw["parameters"], "monitorin": {}}  # type: ignore[dict-item]  # an object of JSON
    found = refused(raw)
    assert found.path == "rulebook.parameters.monitorin"
    assert "Nearest: monitoring" in found.message.text()


def test_a_rule_without_source_or_reason_does_not_load() -> None:
    raw = written("krefeld")
    del parameter(raw, "baseline")["source"]
    found = refused(raw)
    assert (found.path, found.code) == ("rulebook.parameters.baseline", "rule_without_source")


def test_a_reason_is_enough_where_there_is_no_source() -> None:
    raw = written("krefeld")
    del parameter(raw, "baseline")["source"]
    parameter(raw, "baseline")["assumption"] = {"de": "Angenommen.", "en": "Assumed."}
    assert read_rulebook(raw).baseline.is_assumed


def test_a_source_without_a_date_does_not_load() -> None:
    raw = written("krefeld")
    raw["sources"] = {**raw["sources"], "report": {"title": "Page", "address": "https://example.org"}}  # type: ignore[dict-item]  # JSON
    found = refused(raw)
    assert (found.path, found.code) == ("rulebook.sources.report", "source_without_date")


def test_an_unknown_source_names_the_nearest() -> None:
    raw = written("krefeld")
    parameter(raw, "baseline")["source"] = ["reprot"]
    found = refused(raw)
    assert found.path == "rulebook.parameters.baseline.source[0]"
    assert "Nearest: report" in found.message.text()


@pytest.mark.parametrize("name", ["Krefeld", "krefeld 2027", "-krefeld", "krefeld_2027"])
def test_an_id_is_a_plain_name(name: str) -> None:
    found = refused({**written(), "id": name})
    assert (found.path, found.code) == ("rulebook.id", "not_an_id")


def test_an_unknown_preset_names_the_nearest() -> None:
    found = refused("dusseldorf")
    assert (found.path, found.code) == ("rulebook", "unknown_preset")
    assert "Nearest: duesseldorf" in found.message.text()


@pytest.mark.parametrize("raw", [None, 5, True, [], ["duesseldorf"], {}])
def test_what_is_no_rulebook_is_refused(raw: object) -> None:
    assert refused(raw).path.startswith("rulebook")


@pytest.mark.parametrize("key", ["id", "edition", "title", "valid_from", "sources", "parameters"])
def test_every_key_of_a_rulebook_is_needed(key: str) -> None:
    raw = written()
    without(key)(raw)
    assert refused(raw).path == f"rulebook.{key}"


def test_a_deadline_may_count_from_another_duty() -> None:
    raw = written(targets={"due_months": 6, "counts_from": "baseline"})
    found = read_rulebook(raw)
    assert found.offset_months(found.targets.value.counts_from) == 12


@pytest.mark.parametrize(
    ("values", "is_refused"),
    [({"closing_balance": {"on": "2026-11-26"}}, True), ({"closing_balance": {"on": "2026-11-27"}}, False)],
)
def test_the_end_lies_after_the_day_from_which_the_rulebook_is_valid(
    values: Fields, is_refused: bool
) -> None:
    if is_refused:
        assert refused(written(**values)).code == "end_before_start"
    else:
        assert read_rulebook(written(**values)).closing_balance.value.on


def test_deadlines_may_wait_for_one_another_in_a_row() -> None:
    raw = written(
        targets={"due_months": 6, "counts_from": "baseline"},
        measures={"due_months": 3, "counts_from": "targets", "at_least": 1},
    )
    assert read_rulebook(raw).offset_months("measures") == 12 + 6 + 3
