"""The schema says what the reader accepts: no more and no less, for everything a schema can say."""

import json
from decimal import Decimal
from typing import cast

import pytest
from hypothesis import given

from klimapakt.methods.catalogue import activities
from klimapakt.methods.factors import edition_names
from klimapakt.methods.inventory import Refused, calculate
from klimapakt.methods.inventory.parse import CASE_KEYS, ENTRY_READERS
from klimapakt.methods.inventory.schema import example, schema
from klimapakt.methods.units import UNITS
from tests.methods.inventory.building import ALL_CRITERIA, Fields, case_of, electricity
from tests.methods.inventory.json_schema import complaints
from tests.methods.inventory.random_cases import RANDOMLY, cases

OWN = {"kg_per_unit": 1, "unit": "crate", "scope": 1, "source": "EPD"}


def test_the_example_is_valid_and_calculates() -> None:
    assert complaints(example(), schema()) == []
    assert calculate(example()).totals.location_based_mg > 0


def test_the_example_shows_every_scope_and_an_own_factor() -> None:
    inventory = calculate(example())
    assert {line.scope for line in inventory.lines} == {1, 2, 3, None}
    assert any(entry.factor for entry in inventory.case.entries)


def test_the_schema_is_json() -> None:
    assert json.loads(json.dumps(schema())) == schema()


@pytest.mark.parametrize("word", [*UNITS, *activities(), *ALL_CRITERIA, *edition_names()])
def test_the_schema_names_every_unit_activity_criterion_and_edition(word: str) -> None:
    assert f'"{word}"' in json.dumps(schema())


@pytest.mark.parametrize("slug", activities())
def test_the_schema_names_the_units_of_an_activity(slug: str) -> None:
    assert f"units: {' '.join(activities()[slug].units)}" in json.dumps(schema())


def properties_of(said: object) -> dict[str, Fields]:
    """Return the properties of an object's schema."""
    return cast("dict[str, Fields]", cast("Fields", said)["properties"])


def test_the_schema_knows_exactly_the_keys_that_the_reader_knows() -> None:
    items = cast("Fields", json.loads(json.dumps(schema())))
    activities_schema = properties_of(items)["activities"]
    assert properties_of(items).keys() == set(CASE_KEYS)
    assert properties_of(activities_schema["items"]).keys() == ENTRY_READERS.keys()


@RANDOMLY
@given(cases())
def test_every_case_that_can_be_calculated_is_valid(case: Fields) -> None:
    calculate(case)
    assert complaints(case, schema()) == []


@pytest.mark.parametrize(
    "fields",
    [
        electricity("12.5"),
        electricity(Decimal("12.5")),
        electricity(1, year="2023"),
        electricity(1, quality=None),
        electricity(1, instrument={"kind": "none"}),
        {"factor": {**OWN, "scope": "1"}, "amount": "1e3", "unit": "crate"},
        {"factor": {**OWN, "scope": 3, "scope3_category": "4"}, "amount": 1, "unit": "crate"},
    ],
)
def test_numbers_may_be_texts_in_the_schema_as_in_the_reader(fields: Fields) -> None:
    case = case_of(fields)
    calculate(case)
    assert complaints(case, schema()) == []


@pytest.mark.parametrize(
    "case",
    [
        case_of(electricity(), sites={"A": {"equity_share": "0.5"}}),
        case_of(electricity(), sites={"A": {"equity_share": 0.5, "operated": False}}),
        case_of(electricity(), year="2024"),
        case_of(electricity(), edition=None, turnover_eur="1e6", fte="12.5", area_m2=None),
        case_of(electricity(), reporting_period={"start": "2024-01-01", "end": "2024-12-31"}),
    ],
)
def test_what_the_reader_accepts_at_the_top_is_valid(case: Fields) -> None:
    calculate(case)
    assert complaints(case, schema()) == []


@pytest.mark.parametrize(
    "case",
    [
        {},
        {"year": 2024},
        {"year": 1989, "activities": []},
        {"year": 2024.5, "activities": []},
        case_of(electricity(), yaer=1),
        case_of(electricity(), edition="1999.1"),
        case_of(electricity(), boundary="equity"),
        case_of(electricity(), sites={"A": {"equity_share": 1.5}}),
        case_of(electricity(), sites={"A": {"operated": "yes"}}),
        case_of(electricity(), reporting_period={"start": "2024-01-01"}),
        case_of(electricity(-1)),
        case_of(electricity("1.234,5")),
        case_of(electricity("NaN")),
        case_of(electricity(2e15)),
        case_of(electricity(unit="")),
        case_of(electricity(quality="guessed")),
        case_of(electricity(year=24)),
        case_of(electricity(instrument={})),
        case_of(electricity(instrument={"kind": "ppa", "criteria": {"sole_clam": True}})),
        case_of({"amount": 1, "unit": "kWh"}),
        case_of({"activity": "electrcity", "amount": 1, "unit": "kWh"}),
        case_of({"activity": "diesel", "factor_id": "ebev2030-diesel-l", "amount": 1, "unit": "l"}),
        case_of({"factor": {**OWN, "scope": 4}, "amount": 1, "unit": "crate"}),
        case_of({"factor": {**OWN, "scope": 3, "scope3_category": 16}, "amount": 1, "unit": "crate"}),
        case_of({"factor": {"kg_per_unit": 1, "unit": "crate", "scope": 1}, "amount": 1, "unit": "crate"}),
    ],
)
def test_what_the_schema_refuses_the_reader_refuses_as_well(case: Fields) -> None:
    assert complaints(case, schema())
    with pytest.raises(Refused):
        calculate(case)
