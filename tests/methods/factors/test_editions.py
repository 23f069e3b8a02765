"""Editions: complete, consistent, sourced, and what they hold of their sources can be checked."""

from datetime import date
from decimal import Decimal

import pytest

from klimapakt.methods.factors import Factor, edition, edition_names
from klimapakt.methods.factors.checks import check_edition
from klimapakt.methods.factors.compare import differences
from klimapakt.methods.inventory.case import CRITERIA
from klimapakt.methods.refusal import Refused
from klimapakt.methods.units import UNITS

NAMES = edition_names()
# The digest of every released edition: a released edition never changes.
RELEASED = {
    "2025.1": "0a4518d2dac11871924bfbf9990837f79c82bbc60e4b4776ea9af660542f163f",
    "2026.1": "93cbe0afff7db9c007bb983eac7c49e7bc213fae742463e028f0994156480a59",
}


def test_there_are_two_editions_oldest_first() -> None:
    assert NAMES == ("2025.1", "2026.1")


def test_the_newest_edition_is_taken_without_a_name() -> None:
    assert edition().name == "2026.1"


@pytest.mark.parametrize("name", NAMES)
def test_a_released_edition_never_changes(name: str) -> None:
    assert edition(name).sha256 == RELEASED[name]


@pytest.mark.parametrize("name", NAMES)
def test_an_edition_passes_all_consistency_checks(name: str) -> None:
    assert check_edition(edition(name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_an_edition_says_what_it_is_in_both_languages(name: str) -> None:
    found = edition(name)
    assert found.title_de.strip()
    assert found.title_en.strip()
    assert found.released_on < date(2026, 12, 31)
    assert all(set(change) == {"de", "en"} for change in found.changes)


@pytest.mark.parametrize("name", NAMES)
def test_every_row_has_a_source_with_licence_and_attribution(name: str) -> None:
    for factor in edition(name).factors.values():
        source = factor.source
        said = (
            source.publisher,
            source.title,
            source.url,
            source.licence,
            source.attribution_de,
            source.attribution_en,
        )
        assert all(text.strip() for text in said), factor.id


@pytest.mark.parametrize("name", NAMES)
def test_every_row_is_in_a_known_unit_scope_and_category(name: str) -> None:
    for factor in edition(name).factors.values():
        assert factor.unit in UNITS, factor.id
        assert factor.scope in (1, 2, 3), factor.id
        assert (factor.scope == 3) == (factor.scope3_category in range(1, 16)), factor.id
        assert 1 <= factor.quality <= 5, factor.id


@pytest.mark.parametrize("name", NAMES)
def test_no_value_is_negative(name: str) -> None:
    for factor in edition(name).factors.values():
        values = (factor.kg_per_unit, factor.upstream_kg_per_unit or 0, factor.biogenic_kg_per_unit or 0)
        assert min(values) >= 0, factor.id


@pytest.mark.parametrize("name", NAMES)
def test_the_rows_of_a_series_are_alike(name: str) -> None:
    def kind(factor: Factor) -> tuple[object, ...]:
        return factor.kind, factor.unit, factor.scope, factor.use

    for series, rows in edition(name).series.items():
        assert len({kind(row) for row in rows}) == 1, series


@pytest.mark.parametrize("name", NAMES)
def test_what_was_left_out_has_a_reason_and_is_not_there(name: str) -> None:
    found = edition(name)
    for entry in found.left_out:
        assert entry.reason.endswith("."), entry
        assert entry.id not in found.factors, entry


@pytest.mark.parametrize("name", NAMES)
def test_every_flight_without_non_co2_effects_has_a_twin_with_them(name: str) -> None:
    factors = edition(name).factors
    rows = [row_id for row_id in factors if "-flight-" in row_id and "-norf-" in row_id]
    assert rows
    assert all(row_id.replace("-norf-", "-rf-") in factors for row_id in rows)


@pytest.mark.parametrize(
    ("row_id", "kg"),
    [
        ("uba-strommix-de-2024", "0.361"),
        ("ebev2030-erdgas-kwh-hs", "0.18139464"),
        ("ebev2030-diesel-l", "2.676284"),
        ("ebev2030-benzin-l", "2.39421825"),
        ("aib-residualmix-de-2025", "0.70147"),
        ("kaeltemittel-r424a", "2212"),
        ("desnz2025-flight-long-avg-norf-pkm", "0.09043"),
        ("bafa-fernwaerme-kwh", "0.28"),
    ],
)
def test_the_values_that_decide_most_are_those_of_the_publications(row_id: str, kg: str) -> None:
    assert edition("2026.1").factors[row_id].kg_per_unit == Decimal(kg)


def test_the_ratio_of_net_and_gross_rows_of_gas_is_0_903() -> None:
    factors = edition("2026.1").factors
    ratio = factors["ebev2030-erdgas-kwh-hs"].kg_per_unit / factors["ebev2030-erdgas-kwh-hi"].kg_per_unit
    assert ratio == Decimal("0.903")


def test_two_editions_differ_in_what_the_publisher_revised() -> None:
    found = differences(edition("2025.1"), edition("2026.1"))
    changed = {d.newer.id: d.change_percent for d in found if d.older and d.newer}
    assert changed["uba-strommix-de-2024"] == pytest.approx(Decimal("-2.957"), abs=Decimal("0.001"))
    assert "uba-strommix-de-2023" in changed
    assert any(d.older is None and d.newer and d.newer.id == "uba-strommix-de-2025" for d in found)


def test_an_edition_does_not_differ_from_itself() -> None:
    assert differences(edition("2026.1"), edition("2026.1")) == []


def test_an_unknown_edition_is_refused_with_the_nearest() -> None:
    with pytest.raises(Refused) as caught:
        edition("2025.2")
    assert caught.value.path == "edition"
    assert "2025.1" in caught.value.message.text()


@pytest.mark.parametrize("name", ["../2026.1", "2026.1/", ".", "", "/etc"])
def test_the_name_of_an_edition_is_never_a_path(name: str) -> None:
    with pytest.raises(Refused):
        edition(name)


def test_the_criteria_are_the_eight_of_the_guidance() -> None:
    assert len(CRITERIA) == 8
