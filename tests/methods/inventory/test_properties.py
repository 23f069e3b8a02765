"""What holds for every case: exact lines, exact sums, no dependence on order, nothing lost by splitting."""

import json
from decimal import Decimal
from random import Random
from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from klimapakt.methods.inventory import Inventory, calculate
from tests.methods.inventory.building import Fields, printed_milligrams
from tests.methods.inventory.random_cases import RANDOMLY, cases, entries, halves

Case = Fields
Activities = list[Fields]


def activities_of(case: Case) -> Activities:
    """Return the activities of a drawn case."""
    return cast("Activities", case["activities"])


def printed_lines(inventory: Inventory) -> list[Fields]:
    """Return the lines as somebody reads them from the shell."""
    printed = json.loads(json.dumps(inventory.as_json()), parse_float=Decimal)
    return cast("list[Fields]", printed["lines"])


@RANDOMLY
@given(cases())
def test_every_printed_line_follows_from_its_amount_and_factor(case: Case) -> None:
    for line in printed_lines(calculate(case)):
        assert line["co2e_mg"] == printed_milligrams(line), line


@RANDOMLY
@given(cases())
def test_every_printed_line_is_within_a_milligram_of_exact_arithmetic(case: Case) -> None:
    for line in printed_lines(calculate(case)):
        exact = Decimal(str(line["amount"])) * Decimal(str(line["kg_per_unit"])) * 1_000_000
        if exact < 2**52:
            assert abs(Decimal(str(line["co2e_mg"])) - exact) <= Decimal("0.5") + exact / 2**52, line


@RANDOMLY
@given(cases())
def test_totals_are_exactly_the_sums_of_the_lines(case: Case) -> None:
    inventory = calculate(case)
    totals = inventory.totals
    by_scope = {
        scope: sum(line.co2e_mg for line in inventory.lines if line.scope == scope) for scope in (1, 2, 3)
    }
    assert totals.scope1_mg == by_scope[1]
    assert totals.scope2_location_mg + totals.scope2_market_mg == by_scope[2]
    assert totals.scope3_total_mg == by_scope[3]
    outside = sum(line.co2e_mg for line in inventory.lines if line.scope is None)
    assert totals.biogenic_co2_mg + sum(totals.memo_mg.values()) == outside


@RANDOMLY
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_activities_changes_no_total(case: Case, random: Random) -> None:
    shuffled = activities_of(case).copy()
    random.shuffle(shuffled)
    one, other = calculate(case), calculate({**case, "activities": shuffled})
    assert one.totals == other.totals
    assert sorted(line.id for line in one.lines) == sorted(line.id for line in other.lines)
    assert one.energy.total == other.energy.total


@RANDOMLY
@given(cases())
def test_the_same_case_gives_the_same_bytes(case: Case) -> None:
    assert json.dumps(calculate(case).as_json()) == json.dumps(calculate(case).as_json())


@RANDOMLY
@given(entries(with_periods=False), st.decimals("0.01", "0.99", places=4))
def test_splitting_an_amount_changes_the_sum_by_no_more_than_a_milligram_per_line(
    fields: Fields, share: Decimal
) -> None:
    if isinstance(fields.get("instrument"), dict):
        # An instrument belongs to one activity; split, it would cover twice its amount.
        fields = {key: value for key, value in fields.items() if key != "instrument"}
    first, second = halves(fields["amount"], share)
    whole = calculate({"year": 2024, "activities": [{"id": "a", **fields}]})
    split = calculate(
        {
            "year": 2024,
            "activities": [{"id": "a", **fields, "amount": first}, {"id": "b", **fields, "amount": second}],
        }
    )
    lines = max(1, len(split.lines))
    # Amounts are read to the last digit of a float64; a large line may differ by its last digit.
    tolerance = lines + whole.totals.location_based_mg // 2**50
    assert abs(whole.totals.location_based_mg - split.totals.location_based_mg) <= tolerance
    assert abs(whole.totals.market_based_mg - split.totals.market_based_mg) <= tolerance


@RANDOMLY
@given(entries(with_periods=False), st.integers(2, 1000))
def test_many_times_the_amount_is_many_times_the_emissions(fields: Fields, times: int) -> None:
    fields = {key: value for key, value in fields.items() if key != "instrument"}
    amount = Decimal(str(fields["amount"]))
    one = calculate({"year": 2024, "activities": [{"id": "a", **fields, "amount": f"{amount:f}"}]})
    many = calculate({"year": 2024, "activities": [{"id": "a", **fields, "amount": f"{amount * times:f}"}]})
    for before, after in zip(one.lines, many.lines, strict=True):
        tolerance = times + after.co2e_mg // 2**50
        assert abs(before.co2e_mg * times - after.co2e_mg) <= tolerance


@RANDOMLY
@given(cases())
def test_every_id_of_a_line_is_its_own(case: Case) -> None:
    names = [line.id for line in calculate(case).lines]
    assert len(names) == len(set(names))


@RANDOMLY
@given(cases())
def test_nothing_is_ever_negative(case: Case) -> None:
    inventory = calculate(case)
    assert all(line.co2e_mg >= 0 and line.amount >= 0 for line in inventory.lines)
    assert inventory.energy.total >= inventory.energy.renewable >= 0


@RANDOMLY
@given(cases())
def test_every_line_belongs_to_an_activity_of_the_case(case: Case) -> None:
    known = {fields["id"] for fields in activities_of(case)}
    inventory = calculate(case)
    assert {line.activity for line in inventory.lines} <= known
    assert {finding.activity for finding in inventory.findings} <= {None, *known}


@RANDOMLY
@given(cases())
def test_no_upstream_stands_beside_a_well_to_wheel_factor(case: Case) -> None:
    inventory = calculate(case)
    factors = inventory.factors.factors
    well_to_wheel = {
        line.activity
        for line in inventory.lines
        if line.factor_id in factors and factors[line.factor_id].well_to_wheel
    }
    upstream = {line.activity for line in inventory.lines if line.part == "upstream"}
    assert not well_to_wheel & upstream


@RANDOMLY
@given(cases(with_periods=False))
def test_adding_an_activity_never_changes_the_lines_of_another(case: Case) -> None:
    alone = calculate({**case, "activities": activities_of(case)[:1]})
    together = calculate(case)
    name = activities_of(case)[0]["id"]
    assert alone.lines == tuple(line for line in together.lines if line.activity == name)


@RANDOMLY
@given(cases())
def test_the_json_is_plain_json_without_nan(case: Case) -> None:
    json.dumps(calculate(case).as_json(), allow_nan=False)
