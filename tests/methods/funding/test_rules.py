"""The rules as such: order of the steps, states, sizes, notes, and what does not load."""

import json

import pytest

from klimapakt.methods.funding import FRESH_DAYS, loaded, read_case
from klimapakt.methods.funding.shell import answer, example
from klimapakt.methods.refusal import Refused
from tests.methods.funding.building import (
    CHECKED,
    OPEN,
    Fields,
    case_of,
    codes,
    offer_of,
    raw_offer,
    result,
    said,
)

ORDERED = {"state": "ordered", "ordered_on": "2026-05-10"}


@pytest.mark.parametrize(
    ("demanded", "measure", "expected"),
    [
        ("approval_first", {}, "yes"),
        ("approval_first", ORDERED, "no"),
        ("approval_first", {**ORDERED, "applied_on": "2026-05-01"}, "no"),
        ("approval_first", {**ORDERED, "approved_on": "2026-05-09"}, "yes"),
        ("approval_first", {**ORDERED, "approved_on": "2026-05-10"}, "ask"),
        ("approval_first", {**ORDERED, "approved_on": "2026-05-11"}, "no"),
        ("approval_first", {"state": "planned", "ordered_on": "2026-05-10"}, "no"),
        ("approval_first", {"state": "planned", "ordered_on": "2026-12-24"}, "yes"),
        ("request_first", {}, "yes"),
        ("request_first", ORDERED, "no"),
        ("request_first", {**ORDERED, "applied_on": "2026-05-09"}, "yes"),
        ("request_first", {**ORDERED, "applied_on": "2026-05-10"}, "ask"),
        ("request_first", {**ORDERED, "applied_on": "2026-12-09"}, "no"),
        ("contract_first", {}, "yes"),
        ("contract_first", {"applied_on": "2026-05-01"}, "ask"),
        ("contract_first", ORDERED, "ask"),
        ("contract_first", {**ORDERED, "applied_on": "2026-05-01"}, "no"),
        ("contract_first", {**ORDERED, "applied_on": "2026-05-20"}, "ask"),
    ],
)
def test_the_order_of_the_steps_decides(demanded: str, measure: Fields, expected: str) -> None:
    offer = offer_of({"rule": "order", "words": [demanded]})
    assert said(result(case_of(measure=measure), offer), "order")[0] == expected


@pytest.mark.parametrize(
    ("demanded", "measure", "code"),
    [
        ("approval_first", {}, "order_after_approval"),
        ("approval_first", {"applied_on": "2026-05-01"}, "order_after_approval"),
        ("request_first", {}, "order_after_application"),
        ("contract_first", {}, "contract_with_clause"),
    ],
)
def test_who_has_not_ordered_is_told_what_comes_first(demanded: str, measure: Fields, code: str) -> None:
    offer = offer_of({"rule": "order", "words": [demanded]})
    assert codes(result(case_of(measure=measure), offer)) == [code]


def test_after_the_approval_nobody_is_told_to_wait() -> None:
    offer = offer_of({"rule": "order", "words": ["approval_first"]})
    assert codes(result(case_of(measure={"approved_on": "2026-05-01"}), offer)) == []


@pytest.mark.parametrize("state", ["paused", "exhausted", "ended"])
def test_a_closed_offer_says_no_and_why(state: str) -> None:
    offer = offer_of(states=[{**OPEN, "until": "2026-01-31"}, {**OPEN, "state": state, "from": "2026-02-01"}])
    assert said(result(case_of(on="2026-01-31"), offer), "state") == ("yes", "valid")
    assert said(result(case_of(on="2026-02-01"), offer), "state") == ("no", state)


def test_before_anybody_saw_an_offer_it_is_asked() -> None:
    assert said(result(case_of(on="2019-12-31"), offer_of()), "state") == ("ask", "state_unknown")


@pytest.mark.parametrize(
    ("employees", "turnover", "sizes", "expected"),
    [
        (9, 2_000_000, ["micro"], "yes"),
        (10, 2_000_000, ["micro"], "no"),
        (10, 2_000_000, ["micro", "small"], "yes"),
        (249, 50_000_000, ["micro", "small", "medium"], "yes"),
        (250, 50_000_000, ["medium"], "no"),
        (249, 50_000_001, ["medium"], "ask"),
    ],
)
def test_sizes_are_those_of_the_recommendation(
    employees: int, turnover: int, sizes: list[str], expected: str
) -> None:
    case = case_of({"employees": employees, "turnover_eur": turnover})
    assert said(result(case, offer_of({"rule": "size", "words": sizes})), "size")[0] == expected


def test_an_offer_that_nobody_looked_at_for_long_carries_a_warning() -> None:
    offer = offer_of()
    fresh, stale = (result(case_of(on=day), offer) for day in ("2027-05-21", "2027-05-22"))
    assert (codes(fresh), codes(stale)) == ([], ["stale"])
    assert stale.warnings[0].params["days"] == FRESH_DAYS + 1


def test_an_offer_is_as_fresh_as_its_stalest_rule() -> None:
    rule = {"rule": "measure", "words": ["heat_pump"], "last_checked_on": "2026-01-01"}
    found = result(case_of(), offer_of(rule))
    assert (found.last_checked_on.isoformat(), codes(found)) == ("2026-01-01", ["stale"])


@pytest.mark.parametrize("key", ["source", "last_checked_on"])
@pytest.mark.parametrize("value", [None, ""])
def test_a_rule_without_source_or_date_does_not_load(key: str, value: object) -> None:
    rule: Fields = {"rule": "measure", "words": ["heat_pump"], **CHECKED, key: value}
    with pytest.raises(Refused) as refused:
        loaded([{**raw_offer(), "rules": [rule]}])
    assert refused.value.path == f"offers[0].rules[0].{key}"


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"rules": [{"rule": "measure", "words": ["heatpump"], **CHECKED}]}, "offers[0].rules[0].words[0]"),
        ({"rules": [{"rule": "region", "words": ["atlantis"], **CHECKED}]}, "offers[0].rules[0].words[0]"),
        ({"rules": [{"rule": "mesure", "words": ["heat_pump"], **CHECKED}]}, "offers[0].rules[0].rule"),
        ({"rules": [{"rule": "measure", "words": [], **CHECKED}]}, "offers[0].rules[0].words"),
        ({"states": []}, "offers[0].states"),
        ({"states": [{**OPEN, "state": "open"}]}, "offers[0].states[0].state"),
        (
            {"notes": [{"note": "fee", "from": "2020-01-01", **CHECKED}]},
            "offers[0].notes[0].values.small_staff",
        ),
        ({"combinations": [{"with": "nothing", **CHECKED}]}, "offers[0].combinations[0].with"),
        ({"grant": 1}, "offers[0].grant"),
        ({"source": ""}, "offers[0].source"),
    ],
)
def test_what_no_rule_file_may_say_does_not_load(changed: Fields, path: str) -> None:
    with pytest.raises(Refused) as refused:
        loaded([raw_offer(**changed)])
    assert refused.value.path == path


def test_two_offers_with_the_same_id_do_not_load() -> None:
    with pytest.raises(Refused, match="same id"):
        loaded([raw_offer(), raw_offer()])


@pytest.mark.parametrize(
    ("case", "error", "path"),
    [
        ({}, "missing_key", "organisation"),
        (case_of({"employes": 3}), "unknown_key", "organisation.employes"),
        (case_of(measure={"kind": "heatpump"}), "invalid_choice", "measure.kind"),
        (case_of(measure={"state": "done"}), "invalid_choice", "measure.state"),
        (case_of({"postcode": "4021"}), "not_a_postcode", "organisation.postcode"),
        (case_of({"postcode": 40213}), "not_a_postcode", "organisation.postcode"),
        (case_of({"employees": -1}), "negative", "organisation.employees"),
        (
            case_of(measure={"state": "ordered", "ordered_on": "2027-01-01"}),
            "contradiction",
            "measure.ordered_on",
        ),
        (
            case_of(measure={"applied_on": "2026-02-01", "approved_on": "2026-01-01"}),
            "contradiction",
            "measure.approved_on",
        ),
    ],
)
def test_a_refusal_says_where_and_what(case: Fields, error: str, path: str) -> None:
    with pytest.raises(Refused) as refused:
        read_case(case)
    assert (refused.value.code, refused.value.path) == (error, path)


def test_an_unknown_key_is_refused_with_the_nearest() -> None:
    with pytest.raises(Refused, match="Nearest: employees"):
        read_case(case_of({"employes": 3}))


def test_the_answer_is_json_with_a_reason_and_a_source_for_every_rule() -> None:
    found = json.loads(json.dumps(answer(example())))["offers"]
    assert [set(one) for one in found] == [
        {"id", "title", "answer", "reasons", "warnings", "last_checked_on", "source"}
    ] * len(found)
    assert all(reason["why"] and reason["source"] for one in found for reason in one["reasons"])
