"""The list of gates in the documentation is the list of gates there is."""

from pathlib import Path

import pytest

from tools.lint import GATES

ROOT = Path(__file__).parents[2]
ROWS = {
    cells[1].strip(): cells
    for line in (ROOT / "docs" / "gates.md").read_text(encoding="utf-8").splitlines()
    if len(cells := line.split("|")) == 6
}


@pytest.mark.parametrize("gate", GATES, ids=lambda gate: gate.name)
def test_a_gate_is_documented_with_the_test_that_shows_it_refusing(gate: object) -> None:
    cells = ROWS[getattr(gate, "name", "")]
    named = cells[4].split("`")[1]
    assert (ROOT / named).exists()


def test_every_gate_module_runs_in_lint() -> None:
    beside = {"__init__", "complaints", "receivers", "sources"}
    modules = {path.stem for path in (ROOT / "tools" / "gates").glob("*.py")} - beside
    assert modules <= {gate.name for gate in GATES}
