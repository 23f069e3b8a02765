"""The path of the targets, and the references beside it."""

import json
import re
from importlib.resources import files

import pytest

from klimapakt.methods.pathway.model import REFERENCES
from klimapakt.methods.pathway.references import loaded, published
from tests.methods.pathway.building import answered, years


def test_every_year_from_base_to_last_target_stands_in_the_answer() -> None:
    found = answered((2030, 42))
    assert list(years(found, "path_mg")) == [str(year) for year in range(2020, 2031)]
    assert list(years(found, "reference_mg")) == list(years(found, "path_mg"))


def test_the_path_is_straight_between_targets_in_whatever_order_they_stand() -> None:
    expected = {"2020": 1000, "2021": 950, "2022": 900, "2023": 700, "2024": 500}
    assert years(answered((2022, 10), (2024, 50)), "path_mg") == expected
    assert years(answered((2024, 50), (2022, 10)), "path_mg") == expected


def test_half_a_milligram_is_rounded_up() -> None:
    assert years(answered((2022, 50), base_mg=1), "path_mg") == {"2020": 1, "2021": 1, "2022": 1}


def test_ten_years_of_sbti_are_42_percent_and_not_compounded() -> None:
    assert years(answered((2030, 42)), "reference_mg")["2030"] == 580
    assert years(answered((2025, 21)), "reference_mg")["2025"] == 790


def test_sbti_never_falls_below_zero() -> None:
    found = years(answered((2050, 90)), "reference_mg")
    assert (found["2043"], found["2044"], found["2050"]) == (34, 0, 0)


@pytest.mark.parametrize(
    ("year", "statutory"), [("2020", 813), ("2025", 643), ("2030", 438), ("2040", 150.12), ("2045", 0)]
)
def test_the_federal_climate_act_is_scaled_to_the_base_year(year: str, statutory: float) -> None:
    found = answered((2045, 100), base_mg=813_000_000, reference="ksg")
    assert years(found, "reference_mg")[year] == round(statutory * 1_000_000)


def test_statutory_amounts_are_straight_between_their_years() -> None:
    # 2023: 813 - 3 x 34 = 711; 2028: 643 - 3 x 41 = 520. The path starts in 2023.
    found = answered((2030, 50), base_year=2023, base_mg=711_000, reference="ksg")
    assert years(found, "reference_mg")["2028"] == 520_000


def test_nothing_is_left_after_2045() -> None:
    assert years(answered((2050, 100), reference="ksg"), "reference_mg")["2050"] == 0


def test_a_neutral_year_of_ones_own_keeps_the_residual_level() -> None:
    found = answered((2040, 100), reference={"neutral_year": 2035, "residual_percent": 10})
    beside = years(found, "reference_mg")
    assert (beside["2020"], beside["2030"], beside["2035"], beside["2040"]) == (1000, 400, 100, 100)


def test_a_published_reference_names_its_source_and_edition_and_ones_own_says_whose_it_is() -> None:
    ksg, sbti = answered((2030, 42), reference="ksg"), answered((2030, 42))
    own = answered((2030, 42), reference={"neutral_year": 2035, "residual_percent": 0})
    assert "Bundes-Klimaschutzgesetz" in str(ksg["source"])
    assert "SBTi" in str(sbti["source"])
    assert (ksg["edition"], sbti["edition"], own["edition"]) == ("2026-11-22", "2026-11-22", None)
    assert str(own["source"]).startswith("stated in the case")


@pytest.mark.parametrize(
    ("name", "key"), [("ksg", "source"), ("ksg", "seen_on"), ("sbti_1p5_linear", "source")]
)
def test_a_reference_without_source_or_date_does_not_load(name: str, key: str) -> None:
    text = files("klimapakt.methods").joinpath("data/pathways.json").read_text(encoding="utf-8")
    raw = json.loads(text)
    raw[name][key] = ""
    with pytest.raises(ValueError, match=r".*"):
        loaded(raw)


def test_the_answer_cites_the_source_in_english_whatever_else_the_data_hold() -> None:
    sources = published().sources
    assert {answered((2030, 42), reference=name)["source"] for name in REFERENCES} == {
        source.en for source in sources.values()
    }


@pytest.mark.parametrize("name", REFERENCES)
def test_a_published_reference_names_its_source_in_german_with_the_same_years(name: str) -> None:
    source = published().sources[name]
    assert "Sekundärquelle" in source.de
    assert set(re.findall(r"20[0-9]{2}", source.en)) == set(re.findall(r"20[0-9]{2}", source.de))


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_source_that_lacks_a_language_does_not_load(language: str) -> None:
    text = files("klimapakt.methods").joinpath("data/pathways.json").read_text(encoding="utf-8")
    raw = json.loads(text)
    del raw["ksg"]["source"][language]
    with pytest.raises(ValueError, match=r"ksg\.source"):
        loaded(raw)
