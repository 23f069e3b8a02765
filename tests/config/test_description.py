"""The configuration as people read it."""

from pathlib import Path

from klimapakt.config import environment
from klimapakt.config.description import describe
from tests.config.test_environment import PRODUCTION


def test_every_variable_is_described_with_the_value_in_force() -> None:
    rows = describe(environment.read({}), {})
    assert [row.variable for row in rows] == list(environment.VARIABLES)
    assert not any(row.is_set for row in rows)


def test_what_somebody_set_is_told_apart_from_defaults() -> None:
    rows = describe(environment.read(PRODUCTION), PRODUCTION)
    assert {row.variable for row in rows if row.is_set} == set(PRODUCTION)


def test_no_secret_is_printed() -> None:
    printed = "\n".join(row.value for row in describe(environment.read(PRODUCTION), PRODUCTION))
    for hidden in (PRODUCTION["KLIMA_SECRET_KEY"], "p@ss", "p%40ss", "klima:secret"):
        assert hidden not in printed
    assert "postgres://klima:…@db.example.org:5432/klima" in printed
    assert "smtp+tls://klima:…@mail.example.org:465" in printed


def test_described_addresses_are_those_one_would_set(tmp_path: Path) -> None:
    config = environment.read({"KLIMA_VAR": str(tmp_path)})
    told = {row.variable: row.value for row in describe(config, {}) if row.variable != "KLIMA_SECRET_KEY"}
    assert environment.read(told) == config
