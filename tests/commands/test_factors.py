"""``klimapakt factors``: look at emission factors, check and make editions."""

from pathlib import Path

import pytest

from klimapakt.commands.factors import run
from klimapakt.methods.factors import edition, edition_names


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Return exit status, output and errors of a call."""
    status = run(list(arguments))
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_the_editions_are_listed_with_date_and_size(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = said(capsys, "list", "--editions")
    assert status == 0
    assert [line.split()[0] for line in out.splitlines()] == list(edition_names())
    assert "483 factors" in out


def test_the_rows_of_the_newest_edition_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = said(capsys, "list")
    assert status == 0
    assert len(out.splitlines()) == len(edition().factors)


def test_words_narrow_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = said(capsys, "list", "strommix", "2024")
    assert [line.split()[0] for line in out.splitlines()] == ["uba-strommix-de-2024"]


def test_a_list_of_an_older_edition_holds_its_own_rows(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = said(capsys, "list", "--edition", "2025.1", "strommix")
    assert {line.split()[0] for line in out.splitlines()} == {
        "uba-strommix-de-2023-ausgabe2025",
        "uba-strommix-de-2024-ausgabe2025",
    }


def test_a_row_is_shown_with_value_source_licence_and_attribution(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = said(capsys, "show", "ebev2030-diesel-l")
    assert status == 0
    for word in (
        "2.676284 kg CO2e/l",
        "2023-2030 (legal)",
        "Emissionsberichterstattungsverordnung",
        "§ 5 UrhG",
    ):
        assert word in out


def test_an_unknown_row_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = said(capsys, "show", "ebev2030-disel-l")
    assert status == 1
    assert "ebev2030-diesel-l" in err


def test_a_row_that_was_left_out_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = said(capsys, "show", "uba2017-diesel-wtw-l")
    assert status == 1
    assert "count twice" in err


def test_all_editions_are_verified_with_their_digest(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = said(capsys, "verify")
    assert (status, err) == (0, "")
    for name in edition_names():
        assert (
            f"{name}: {len(edition(name).factors)} factors, 0 problems, sha256 {edition(name).sha256}" in out
        )


def test_an_edition_that_does_not_follow_from_the_sources_is_found(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for table in ("factors_de.csv", "gwp.csv"):
        (tmp_path / table).write_text("id\n", encoding="utf-8")
    (tmp_path / "fuel_properties.csv").write_text(
        "id,density_kg_per_m3,Hi_kWh_per_kg,Hi_kWh_per_unit,unit,Hi_Hs_ratio\n", encoding="utf-8"
    )
    status, _, err = said(capsys, "verify", "2026.1", "--source", str(tmp_path))
    assert status == 1
    assert "does not follow from the source tables" in err


def test_the_difference_of_two_editions_is_told_row_by_row(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = said(capsys, "diff", "2025.1", "2026.1")
    assert status == 0
    assert "0.372 -> 0.361 kg/kWh (-3.0 %)" in out
    assert out.splitlines()[-1] == f"{len(out.splitlines()) - 1} differences between 2025.1 and 2026.1"


def test_an_unknown_edition_is_an_error_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = said(capsys, "diff", "2025.1", "2030.1")
    assert status == 2
    assert "2026.1" in err
    assert len(err.splitlines()) == 1


def test_a_missing_source_folder_is_an_error_in_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    status, _, err = said(
        capsys, "build", "2026.1", "--source", str(tmp_path / "no"), "--into", str(tmp_path)
    )
    assert status == 2
    assert len(err.splitlines()) == 1
