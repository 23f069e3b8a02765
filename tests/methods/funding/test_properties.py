"""What holds for every offer and every case."""

from hypothesis import given, settings
from hypothesis import strategies as st

from klimapakt.methods.funding import ANSWERS, funding, offers, read_case
from klimapakt.methods.funding.model import BUILDINGS, KINDS, MEASURE_STATES
from klimapakt.methods.funding.schema import example, schema
from klimapakt.methods.funding.shell import answer
from tests.methods.funding.building import Fields, offer_of, result
from tests.methods.hostile import ODD, Place, changed, ensure_answered_or_refused, places_in
from tests.methods.inventory.json_schema import complaints

RULES: list[Fields] = [
    {"rule": "measure", "words": ["heat_pump", "photovoltaics"]},
    {"rule": "name", "words": ["training"]},
    {"rule": "region", "words": ["duesseldorf"]},
    {"rule": "region", "words": ["nrw"]},
    {"rule": "building", "words": ["commercial"]},
    {"rule": "size", "words": ["micro", "small"]},
    {"rule": "company", "words": ["company"]},
    {"rule": "sector", "words": ["craft"]},
    {"rule": "order", "words": ["approval_first"]},
    {"rule": "question", "words": ["open_cohort"]},
]
NO: Fields = {"rule": "measure", "words": ["waste_separation"]}
SOME_RULES = st.lists(st.sampled_from(RULES), max_size=6)
CASES = st.fixed_dictionaries(
    {
        "organisation": st.fixed_dictionaries(
            {
                "employees": st.integers(0, 600) | st.none(),
                "turnover_eur": st.integers(0, 60_000_000) | st.none(),
                "balance_sheet_eur": st.integers(0, 60_000_000) | st.none(),
                "legal_form": st.sampled_from(["GmbH", "e. V.", None]),
                "sector": st.sampled_from(["craft", "office", None]),
                "postcode": st.sampled_from(["40213", "40472", "50667", "01067", None]),
            }
        ),
        "measure": st.fixed_dictionaries(
            {
                "kind": st.sampled_from(
                    [kind for kind in KINDS if kind not in ("waste_separation", "other")]
                ),
                "state": st.sampled_from(MEASURE_STATES),
                "building": st.sampled_from([*BUILDINGS, None]),
                "applied_on": st.sampled_from(["2024-01-01", "2025-01-01", None]),
                "approved_on": st.sampled_from(["2025-01-01", "2026-01-01", None]),
                "ordered_on": st.sampled_from(["2024-06-01", "2025-01-01", "2025-06-01", None]),
            }
        ),
        "on": st.sampled_from(["2025-06-01", "2026-11-27", "2031-01-01"]),
    }
)


@settings(deadline=None)
@given(CASES, SOME_RULES)
def test_one_more_rule_never_makes_an_answer_better(case: Fields, rules: list[Fields]) -> None:
    ranks = [ANSWERS.index(result(case, offer_of(*rules[:count])).answer) for count in range(len(rules) + 1)]
    assert ranks == sorted(ranks)


@settings(deadline=None)
@given(CASES, SOME_RULES, st.integers(0, 6))
def test_a_no_among_any_other_rules_makes_no(case: Fields, rules: list[Fields], at: int) -> None:
    assert result(case, offer_of(*rules[:at], NO, *rules[at:])).answer == "no"


@settings(deadline=None)
@given(CASES, st.permutations(offers()))
def test_the_order_of_the_offers_changes_nothing(case: Fields, shuffled: list[object]) -> None:
    assert funding(read_case(case), shuffled) == funding(read_case(case))  # type: ignore[arg-type]  # offers


@settings(deadline=None)
@given(CASES)
def test_the_worst_reason_is_the_answer(case: Fields) -> None:
    for one in funding(read_case(case)):
        assert ANSWERS.index(one.answer) == max(ANSWERS.index(reason.answer) for reason in one.reasons)


@settings(deadline=None)
@given(CASES, st.sampled_from(["employees", "turnover_eur", "balance_sheet_eur", "legal_form", "postcode"]))
def test_what_is_not_known_never_makes_a_yes(case: Fields, key: str) -> None:
    organisation = case["organisation"]
    assert isinstance(organisation, dict)
    known = {one.offer: one.answer for one in funding(read_case(case))}
    asked = funding(read_case({**case, "organisation": {**organisation, key: None}}))
    assert [one.offer for one in asked if one.answer == "yes" and known[one.offer] != "yes"] == []


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(st.sampled_from(list(places_in(example()))), ODD), min_size=1, max_size=3))
def test_a_case_is_answered_or_refused_and_the_schema_agrees(changes: list[tuple[Place, object]]) -> None:
    ensure_answered_or_refused(answer, schema, changed(example(), changes))


def test_the_example_is_valid() -> None:
    assert complaints(example(), schema()) == []
