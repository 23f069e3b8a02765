"""Legal tests: a share of the useful life on the curve, by the version in force on a day."""

import json
import re
from pathlib import Path
from typing import cast

import pytest

from klimapakt.methods.appraisal import regime_ids, regimes
from klimapakt.methods.appraisal.prices import KINDS, price_paths
from tests.methods.appraisal.building import Fields, case_of, regime_of

FLAT = case_of(discount_rate=0)  # -500, then 100 a year: zero after five years


def test_half_of_the_useful_life_decides_under_the_energy_efficiency_act() -> None:
    found = regime_of({**FLAT, "useful_life_years": 14, "horizon_years": 14})
    assert (found["economic"], found["npv_at_share_eur"]) == (True, 200)


def test_a_share_that_is_no_whole_year_is_read_off_the_curve() -> None:
    assert regime_of({**FLAT, "useful_life_years": 11})["npv_at_share_eur"] == 50


def test_zero_is_not_above_zero() -> None:
    found = regime_of({**FLAT, "useful_life_years": 10})
    assert (found["economic"], found["npv_at_share_eur"]) == (False, 0)


def test_a_positive_value_at_the_end_is_not_enough() -> None:
    found = regime_of({**FLAT, "useful_life_years": 8})
    assert (found["economic"], found["first_positive_year"]) == (False, 6)


def test_a_life_above_fifteen_years_is_outside_the_energy_efficiency_act() -> None:
    found = regime_of({**FLAT, "horizon_years": 16, "useful_life_years": 16})
    assert (found["economic"], found["npv_at_share_eur"]) == (False, 300)
    assert "longer than the 15 years" in " ".join(cast("list[str]", found["reasons"]))


def test_the_curve_that_never_rises_above_zero_has_no_first_year() -> None:
    assert regime_of(case_of(investment_eur=5000))["first_positive_year"] is None


def test_the_version_in_force_on_the_day_is_asked() -> None:
    case = {**FLAT, "useful_life_years": 10}
    old = regime_of({**case, "on": "2025-12-31"}, "becv_11")
    new = regime_of({**case, "on": "2026-01-01"}, "becv_11")
    assert (old["npv_at_share_eur"], old["valid_from"]) == (100, "2023-01-01")
    assert (new["npv_at_share_eur"], new["valid_from"]) == (400, "2026-01-01")


def test_without_a_day_the_newest_version_is_asked() -> None:
    assert regime_of(FLAT, "becv_11") == regime_of({**FLAT, "on": "2026-11-26"}, "becv_11")


def test_the_older_version_looks_at_nine_years_at_most() -> None:
    case = {**FLAT, "horizon_years": 20, "useful_life_years": 20, "on": "2024-06-30"}
    assert regime_of(case, "becv_11")["npv_at_share_eur"] == 400


def test_the_horizon_stands_for_a_useful_life_that_is_not_stated() -> None:
    found = regime_of(FLAT)
    assert found["npv_at_share_eur"] == regime_of({**FLAT, "useful_life_years": 10})["npv_at_share_eur"]
    assert "No useful life is stated" in cast("list[str]", found["reasons"])[0]


def test_beyond_the_horizon_nothing_is_counted() -> None:
    case = {**FLAT, "useful_life_years": 30}
    assert regime_of(case, "becv_11")["npv_at_share_eur"] == 500


def test_an_answer_names_source_and_day() -> None:
    found = regime_of(FLAT)
    assert list(found) == [
        "id",
        "economic",
        "npv_at_share_eur",
        "first_positive_year",
        "reasons",
        "source",
        "valid_from",
    ]
    assert "gesetze-im-internet.de/enefg" in str(found["source"])


# The legal tests and prices as they were gathered with their sources.
TESTS = [
    ("enefg_9", "0.5", 15, None),
    ("becv_11", "0.6", None, 9),
    ("becv_11", "0.9", None, None),
    ("enfg_besar", "0.6", None, None),
    ("enfg_besar", "0.9", None, None),
    ("ensimimav_4", "0.2", None, 15),
]


@pytest.mark.parametrize(("name", "share", "longest_life", "longest_assessment"), TESTS)
def test_the_tests_are_those_that_were_gathered(
    name: str, share: str, longest_life: int | None, longest_assessment: int | None
) -> None:
    assert (share, longest_life, longest_assessment) in [
        (str(one.share_of_life), one.longest_life_years, one.longest_assessment_years)
        for one in regimes()[name]
    ]


def test_no_other_tests_are_shipped() -> None:
    assert sum(len(versions) for versions in regimes().values()) == len(TESTS)
    assert set(regime_ids()) == {name for name, *_ in TESTS}


def test_every_price_of_carbon_dioxide_is_the_one_published() -> None:
    prices = {price.year: (price.low, price.high) for price in price_paths()["nehs"].prices}
    assert prices == {
        2021: (25, 25),
        2022: (30, 30),
        2023: (30, 30),
        2024: (45, 45),
        2025: (55, 55),
        2026: (55, 65),
    }


def test_climate_costs_are_a_scenario_and_no_price() -> None:
    path = price_paths()["uba_climate_cost"]
    assert (path.kind, [(price.year, price.mid) for price in path.prices]) == (
        "scenario",
        [(2022, 237), (2023, 250)],
    )


def test_every_price_has_a_kind_and_a_source() -> None:
    for path in price_paths().values():
        assert path.kind in KINDS
        assert all(price.source and price.low <= price.mid <= price.high for price in path.prices)


def test_the_data_name_a_source_for_every_version() -> None:
    folder = Path(__file__).parents[3] / "src/klimapakt/methods/data"
    tests: dict[str, Fields] = json.loads((folder / "economic_tests.json").read_text(encoding="utf-8"))
    assert all(
        version["source"] for entry in tests.values() for version in cast("list[Fields]", entry["versions"])
    )


def test_an_answer_cites_its_source_in_english_and_the_data_hold_the_german_one_too() -> None:
    newest = regimes()["enefg_9"][-1]
    assert regime_of(FLAT)["source"] == newest.source.en
    assert "BAFA-Merkblatt vom 1. Oktober 2025" in newest.source.de


def test_every_source_says_the_same_years_in_both_languages() -> None:
    for source in (version.source for versions in regimes().values() for version in versions):
        assert source.de != source.en
        assert set(re.findall(r"20[0-9]{2}", source.en)) == set(re.findall(r"20[0-9]{2}", source.de))
