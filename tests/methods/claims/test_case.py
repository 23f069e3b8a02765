"""The input of the guard: what is refused, what an incomplete plan means, what is suggested."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klimapakt.methods.claims.schema import example, schema
from klimapakt.methods.claims.shell import answer
from klimapakt.methods.refusal import Refused
from tests.methods.claims.building import Fields, case_of, labelled, verdict
from tests.methods.hostile import ODD, Place, changed, ensure_answered_or_refused, places_in
from tests.methods.inventory.json_schema import complaints

PLAN: Fields = {
    "public_url": "https://plan.example",
    "reviewer": "Dr. Lang (extern)",
    "reviewed_on": "2026-05-12",
}
PROMISE = "Bis 2040 sind wir klimaneutral."


def promise(**plan: object) -> str:
    """Return the verdict on a promise with a plan."""
    claim = {"kind": "future", "year": 2040, "evidence": [], "plan": {**PLAN, **plan}}
    return verdict(PROMISE, claim=claim, on="2026-11-22")


def test_a_promise_with_a_plan_is_allowed() -> None:
    assert promise() == "allowed"


@pytest.mark.parametrize(
    "wrong",
    [
        {"public_url": None},
        {"public_url": ""},
        {"public_url": "im Büro"},
        {"reviewer": ""},
        {"reviewer": "unsere Geschäftsführung"},
        {"reviewer": "internal audit"},
        {"reviewed_on": None},
        {"reviewed_on": "2026-11-23"},
        {"reviewed_on": "2016-11-22"},
    ],
)
def test_an_incomplete_plan_is_no_plan(wrong: Fields) -> None:
    assert promise(**wrong) == "needs_plan"


def test_a_review_on_the_day_and_one_of_nearly_ten_years_ago_count() -> None:
    assert promise(reviewed_on="2026-11-22") == "allowed"
    assert promise(reviewed_on="2016-11-23") == "allowed"


def test_a_year_is_a_promise_until_it_has_come() -> None:
    text = "Ab 2028 heizen wir ohne Gas."
    assert verdict(text, on="2026-11-22") == "needs_plan"
    assert verdict(text, on="2029-01-01") != "needs_plan"


def test_the_worst_finding_decides() -> None:
    assert (
        verdict("Wir haben 18 % weniger Strom verbraucht. Bis 2030 sind wir klimaneutral. Wir sind grün.")
        == "blocked"
    )


def test_a_suggestion_says_what_is_on_record_in_the_language_of_the_text() -> None:
    claim = {
        "kind": "company",
        "figure_mg": 1_204_500_000_000,
        "scopes": [1, 2],
        "year": 2024,
        "evidence": ["x"],
    }
    german = answer(case_of("Wir sind klimaneutral.", claim=claim))
    english = answer(case_of("We are carbon neutral.", "en", claim=claim))
    assert german["suggestion"] == "2024 haben wir 1.204,5 t CO2e verursacht (Scope 1 und 2)."
    assert english["suggestion"] == "In 2024 we caused 1,204.5 t CO2e (scopes 1 and 2)."


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("state", ["implemented", "evidenced", "verified"])
def test_a_suggestion_for_a_saving_names_its_state(language: str, state: str) -> None:
    claim = {
        "kind": "fact",
        "figure_mg": 10**10,
        "year": 2025,
        "state": state,
        "period": "annual",
        "evidence": ["x"],
    }
    found = answer(case_of("klimaneutral", language, claim=claim))
    assert verdict(str(found["suggestion"]), language, claim=claim) == "allowed"


def test_nothing_is_suggested_where_the_record_carries_nothing_or_nothing_is_wrong() -> None:
    assert "suggestion" not in answer(case_of("Wir sind klimaneutral."))
    assert "suggestion" not in answer(case_of("Guten Morgen."))


@pytest.mark.parametrize(
    ("case", "error", "path"),
    [
        ({}, "missing_key", "text"),
        (case_of("x", "fr"), "invalid_choice", "language"),
        (case_of("x", audience="all"), "invalid_choice", "audience"),
        (case_of("x" * 50_001), "too_long", "text"),
        (case_of("x", claim={"kind": "fact"}), "missing_key", "claim.evidence"),
        (case_of("x", claim={"kind": "facts", "evidence": []}), "invalid_choice", "claim.kind"),
        (case_of("x", claim={"kind": "fact", "evidence": [], "scope": [1]}), "unknown_key", "claim.scope"),
        (
            case_of("x", claim={"kind": "fact", "evidence": [], "scopes": [4]}),
            "not_a_whole_number",
            "claim.scopes[0]",
        ),
        (
            case_of("x", claim={"kind": "fact", "evidence": [], "plan": {"url": ""}}),
            "unknown_key",
            "claim.plan.url",
        ),
        (case_of("x", txt=1), "unknown_key", "txt"),
    ],
)
def test_a_refusal_says_where_and_what(case: Fields, error: str, path: str) -> None:
    with pytest.raises(Refused) as refused:
        answer(case)
    assert (refused.value.code, refused.value.path) == (error, path)


def test_the_example_and_every_labelled_case_are_valid() -> None:
    assert complaints(example(), schema()) == []
    for one in labelled("labelled"):
        keys = ("text", "language", "audience", "speaker", "on", "claim")
        assert complaints({key: one[key] for key in keys if key in one}, schema()) == []


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(st.sampled_from(list(places_in(example()))), ODD), min_size=1, max_size=3))
def test_a_case_is_answered_or_refused_and_the_schema_agrees(changes: list[tuple[Place, object]]) -> None:
    ensure_answered_or_refused(answer, schema, changed(example(), changes))
