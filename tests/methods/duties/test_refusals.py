"""A case that cannot be is refused: where, what, and how to mend it."""

import pytest

from klimapakt.methods.duties import duties, read_case
from klimapakt.methods.refusal import Refused
from tests.methods.duties.building import (
    Fields,
    case_of,
    extended,
    fulfilled,
    happened,
    waived,
)
from tests.methods.rulebook.building import written


def refused(case: object) -> Refused:
    """Return how a case is refused."""
    with pytest.raises(Refused) as caught:
        read_case(case)
    return caught.value


@pytest.mark.parametrize(
    ("event", "place", "code"),
    [
        (fulfilled("baselin", "2024-12-01"), "duty", "unknown_duty"),
        (fulfilled("monitoring", "2024-12-01"), "duty", "unknown_duty"),
        (fulfilled("monitoring-3", "2024-12-01"), "duty", "unknown_duty"),
        (fulfilled("yearly_check-1", "2024-12-01"), "duty", "unknown_duty"),
        (fulfilled("", "2024-12-01"), "duty", "not_a_text"),
        (fulfilled("baseline", "2024-02-28"), "on", "event_before_joining"),
        (happened("ended", "2024-02-28"), "on", "event_before_joining"),
        (happened("paused", "2023-01-01"), "on", "event_before_joining"),
        (fulfilled("baseline", "2025-02-29"), "on", "not_a_date"),
        (fulfilled("baseline", "1.3.2025"), "on", "not_a_date"),
        (extended("baseline", "2024-12-01", 7), "months", "extension_too_long"),
        (extended("baseline", "2024-12-01", 0), "months", "not_a_whole_number"),
        (extended("baseline", "2024-12-01", -1), "months", "not_a_whole_number"),
        ({"kind": "fulfiled", "duty": "baseline", "on": "2024-12-01"}, "kind", "invalid_choice"),
        ({"duty": "baseline", "on": "2024-12-01"}, "kind", "missing_key"),
        ({"kind": "fulfilled", "on": "2024-12-01"}, "duty", "missing_key"),
        ({"kind": "fulfilled", "duty": "baseline"}, "on", "missing_key"),
        ({**waived("baseline", "2024-12-01"), "reason": ""}, "reason", "not_a_text"),
        ({"kind": "waived", "duty": "baseline", "on": "2024-12-01"}, "reason", "missing_key"),
        ({**fulfilled("baseline", "2024-12-01"), "months": 3}, "months", "unknown_key"),
        ({**happened("paused", "2024-12-01"), "duty": "baseline"}, "duty", "unknown_key"),
        ({**happened("paused", "2024-12-01"), "raeson": "x"}, "raeson", "unknown_key"),
    ],
)
def test_an_event_that_cannot_be_is_refused_with_its_place(event: Fields, place: str, code: str) -> None:
    found = refused(case_of(fulfilled("targets", "2024-06-01"), event, on="2026-01-01"))
    assert (found.path, found.code) == (f"events[1].{place}", code)


def test_extensions_that_are_too_long_together_are_refused() -> None:
    events = (extended("baseline", "2025-02-01", 4), extended("baseline", "2025-01-01", 3))
    found = refused(case_of(*events, on="2025-03-01"))
    assert (found.path, found.code) == ("events[0].months", "extension_too_long")
    assert found.message.params["months"] == 7


def test_an_extension_that_has_not_happened_yet_does_not_count() -> None:
    events = (extended("baseline", "2025-02-01", 4), extended("baseline", "2025-01-01", 3))
    assert len(read_case(case_of(*events, on="2025-01-31")).events) == 2


def test_a_misspelt_duty_names_the_nearest_and_all() -> None:
    found = refused(case_of(fulfilled("monitoring", "2024-12-01"), on="2026-01-01"))
    assert "Nearest: monitoring-" in found.message.text()
    assert "closing_balance" in found.message.text()


def test_nobody_joins_after_the_end_of_the_pact() -> None:
    found = refused(case_of(joined="2036-01-01", on="2036-01-01"))
    assert (found.path, found.code) == ("membership.joined_on", "joined_after_end")


def test_in_a_pact_without_tiers_any_tier_is_taken_and_changes_nothing() -> None:
    joined = {"joined_on": "2024-01-01"}
    plain, told = ({**case_of(), "membership": one} for one in (joined, {**joined, "tier": "plus"}))
    assert duties(read_case(told)) == duties(read_case(plain))
    assert refused({**told, "membership": {**joined, "tier": ""}}).path == "membership.tier"


def test_an_unknown_tier_names_the_nearest() -> None:
    pact = written(tiers=[{"key": "premium", "title": {"de": "Premium", "en": "Premium"}}])
    found = refused({**case_of(pact=pact), "membership": {"joined_on": "2024-01-01", "tier": "premum"}})
    assert found.path == "membership.tier"
    assert "Nearest: premium" in found.message.text()


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"rulebook": "dusseldorf"}, "rulebook"),
        ({"rulebook": {"id": "x"}}, "rulebook.edition"),
        ({"rulebook": None}, "rulebook"),
        ({"membership": {}}, "membership.joined_on"),
        ({"membership": {"joined_on": "2024-02-30"}}, "membership.joined_on"),
        ({"membership": {"joined_on": "1989-12-31"}}, "membership.joined_on"),
        ({"membership": {"joined_on": "2024-01-01", "signed_on": "soon"}}, "membership.signed_on"),
        ({"membership": {"joined_on": "2024-01-01", "left_on": "2025-01-01"}}, "membership.left_on"),
        ({"events": "none"}, "events"),
        ({"events": {"kind": "ended"}}, "events"),
        ({"events": [1]}, "events[0]"),
        ({"as_of": "today"}, "as_of"),
        ({"as_of": None}, "as_of"),
        ({"asof": "2024-01-01"}, "asof"),
    ],
)
def test_a_case_that_cannot_be_is_refused_with_its_place(change: Fields, place: str) -> None:
    assert refused({**case_of(), **change}).path == place


@pytest.mark.parametrize("key", ["rulebook", "membership", "as_of"])
def test_a_missing_key_is_named(key: str) -> None:
    case = case_of()
    del case[key]
    found = refused(case)
    assert (found.path, found.code) == (key, "missing_key")


@pytest.mark.parametrize("case", [None, 5, [], "duesseldorf"])
def test_what_is_no_case_is_refused(case: object) -> None:
    assert refused(case).path == ""
