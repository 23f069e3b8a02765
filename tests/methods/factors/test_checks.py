"""Each consistency check finds the fault that it was made for."""

from dataclasses import replace
from decimal import Decimal
from importlib.resources import files

import pytest

from klimapakt.methods.factors import Edition, Factor, checks, edition

SOUND = edition("2026.1")
FLIGHT = "desnz2025-flight-long-avg-rf-pkm"


def changed(row_id: str, **values: object) -> Edition:
    """Return the edition with one row changed."""
    row = replace(SOUND.factors[row_id], **values)  # type: ignore[arg-type]  # named by the caller
    factors = {**SOUND.factors, row_id: row}
    series: dict[str, list[Factor]] = {}
    for factor in factors.values():
        series.setdefault(factor.series, []).append(factor)
    return replace(SOUND, factors=factors, series={name: tuple(rows) for name, rows in series.items()})


def test_a_sound_edition_has_nothing_wrong() -> None:
    assert checks.check_edition(SOUND) == []


def test_gases_that_do_not_add_up_are_found() -> None:
    row = SOUND.factors["desnz2025-diesel-mineral-litre"]
    wrong = checks.check_edition(changed(row.id, kg_per_unit=row.kg_per_unit * 2))
    assert any(row.id in sentence for sentence in wrong)


def test_a_flight_whose_forcing_is_wrong_is_found() -> None:
    wrong = checks.check_edition(changed(FLIGHT, kg_per_unit=Decimal("0.2")))
    assert any(FLIGHT in sentence for sentence in wrong)


def test_the_blend_that_a_published_table_got_wrong_is_found() -> None:
    gas = replace(SOUND.gases["r-424a"], ar5=Decimal(3104))
    wrong = checks.blends_follow_their_composition({**SOUND.gases, gas.id: gas})
    assert any("r-424a" in sentence for sentence in wrong)


def test_two_rows_for_one_year_are_found() -> None:
    wrong = checks.check_edition(changed("uba-strommix-de-2024", valid_from=2023, valid_to=2024))
    assert any("two rows for 2023" in sentence for sentence in wrong)


def test_a_row_without_a_year_is_found() -> None:
    wrong = checks.check_edition(changed("uba-strommix-de-2024", valid_from=None, valid_to=None))
    assert any("no year" in sentence for sentence in wrong)


def test_a_residual_mix_of_zero_is_taken_for_missing_data() -> None:
    wrong = checks.check_edition(changed("aib-residualmix-fr-2025", kg_per_unit=Decimal(0)))
    assert any("residual mix of zero" in sentence for sentence in wrong)


def test_the_fuel_properties_are_consistent() -> None:
    table = files("klimapakt.methods").joinpath("data/fuel_properties.csv").read_text(encoding="utf-8")
    assert checks.check_fuel_properties(table) == []


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("x,845,11.8889,12.0,l,\n", "kWh/l"),
        ("x,,,,,1.1\n", "ratio Hi/Hs"),
    ],
)
def test_a_wrong_property_of_a_fuel_is_found(row: str, fault: str) -> None:
    table = f"id,density_kg_per_m3,Hi_kWh_per_kg,Hi_kWh_per_unit,unit,Hi_Hs_ratio\n{row}"
    assert [sentence for sentence in checks.check_fuel_properties(table) if fault in sentence]
