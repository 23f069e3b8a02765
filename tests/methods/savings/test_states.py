"""Four states, two periods: what may be added, and what neither the type checker nor the program adds."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klimapakt.methods.savings import (
    Annual,
    Evidenced,
    Implemented,
    NeverAdded,
    Planned,
    Saving,
    Verified,
    by_state,
    over,
    total,
)

ROOT = Path(__file__).parents[3]
STATES: list[Any] = [Planned, Implemented, Evidenced, Verified]
PAIRS = [(one, other) for one in STATES for other in STATES if one is not other]


def test_savings_of_one_kind_add_up() -> None:
    assert (Saving(3, Evidenced, Annual) + Saving(4, Evidenced, Annual)).mg == 7


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_savings_of_two_states_are_never_added(one: Any, other: Any) -> None:  # noqa: ANN401  # the checker must not see it
    with pytest.raises(NeverAdded):
        Saving(1, one, Annual) + Saving(1, other, Annual)


def test_annual_and_cumulative_savings_are_never_added() -> None:
    annual: Any = Saving(1, Planned, Annual)
    with pytest.raises(TypeError):
        annual + over(annual, 10)


def test_savings_over_different_times_are_never_added() -> None:
    with pytest.raises(NeverAdded):
        over(Saving(1, Planned, Annual), 10) + over(Saving(1, Planned, Annual), 9)


@pytest.mark.parametrize("number", [1, 1.0, None])
def test_a_bare_number_is_no_saving(number: Any) -> None:  # noqa: ANN401  # the checker must not see it
    with pytest.raises(TypeError):
        Saving(1, Planned, Annual) + number


def test_pythons_sum_starts_from_a_number_and_is_refused() -> None:
    savings: Any = [Saving(1, Planned, Annual), Saving(1, Planned, Annual)]
    with pytest.raises(TypeError):
        sum(savings)


def test_a_total_of_mixed_states_is_refused() -> None:
    savings: Any = [Saving(1, Planned, Annual), Saving(1, Verified, Annual)]
    with pytest.raises(NeverAdded):
        total(savings)


def test_nothing_has_no_total() -> None:
    nothing: list[Saving[Planned, Annual]] = []
    assert total(nothing) is None


def test_there_is_no_sum_over_states() -> None:
    found = by_state([Saving(5, Planned, Annual), Saving(2, Implemented, Annual), None, None])
    assert (found.planned.mg, found.implemented.mg, found.not_quantified) == (5, 2, 2)
    assert not hasattr(found, "total")


def test_cumulative_savings_do_not_stand_beside_annual_ones() -> None:
    cumulative: Any = over(Saving(5, Planned, Annual), 3)
    with pytest.raises(TypeError):
        by_state([cumulative])


@pytest.mark.parametrize("wrong", [1.5, True, 10**19])
def test_a_saving_is_a_whole_number_of_milligrams(wrong: Any) -> None:  # noqa: ANN401  # the checker must not see it
    with pytest.raises(ValueError, match="milligrams"):
        Saving(wrong, Planned, Annual)


def test_an_annual_saving_counts_one_year() -> None:
    with pytest.raises(ValueError, match="one"):
        Saving(1, Planned, Annual, years=2)


def test_a_saving_in_no_state_does_not_exist() -> None:
    invented: Any = str
    with pytest.raises(NeverAdded):
        Saving(1, invented, Annual)


@given(st.lists(st.integers(-(10**12), 10**12), min_size=1), st.sampled_from(STATES))
def test_the_order_of_savings_does_not_matter(amounts: list[int], state: Any) -> None:  # noqa: ANN401  # drawn
    savings = [Saving(mg, state, Annual) for mg in amounts]
    assert total(savings) == total(reversed(savings)) == Saving(sum(amounts), state, Annual)


def test_the_type_checker_refuses_to_add_across_states_and_periods(tmp_path: Path) -> None:
    program = tmp_path / "adding.py"
    program.write_text(
        "from klimapakt.methods.savings.states import Annual, Evidenced, Planned, Saving, over\n"
        "planned = Saving(1, Planned, Annual)\n"
        "fine = planned + planned\n"
        "states = planned + Saving(1, Evidenced, Annual)\n"
        "periods = planned + over(planned, 10)\n"
        "number = planned + 1\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            "--config-file=",
            f"--cache-dir={tmp_path}/cache",
            program,
        ],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "MYPYPATH": str(ROOT / "src")},
        timeout=300,
    )
    complaints = [line for line in done.stdout.splitlines() if "adding.py" in line and "error" in line]
    assert [line.split(":")[1] for line in complaints] == ["4", "5", "6"], done.stdout
