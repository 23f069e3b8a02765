"""Investments: ``python -m bench.investments ROUNDS`` appraises and chooses.

Beside it runs the loop of ``bench.company`` that never changes.
"""

import io
import json
import sys
from collections.abc import Callable
from random import Random
from statistics import median

from bench.company import reference_loop, timed
from klimapakt.commands import calc
from klimapakt.methods.appraisal import appraise
from klimapakt.methods.appraisal import read_case as read_investment
from klimapakt.methods.appraisal.schema import example
from klimapakt.methods.portfolio import choose
from klimapakt.methods.portfolio import read_case as read_portfolio

POSITIONS, YEARS, LINES = 200, 30, 200
MEASURES, PLANNED_YEARS, FLOWS = 25, 10, 4


def main(rounds: str) -> None:
    """Print median milliseconds of CPU time for each kind of work, in turns."""
    small = _small()
    large = read_investment(_large())
    planned = read_portfolio(_portfolio())
    line = json.dumps(small).encode()
    method = calc.load("appraisal")
    works: dict[str, Callable[[], object]] = {
        "large": lambda: appraise(large).as_json(),
        "lines": lambda: calc.answer_lines(method, [line] * LINES, io.StringIO()),
        "portfolio": lambda: choose(planned),
        "reference": reference_loop,
    }
    found: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(int(rounds)):
        for name, work in works.items():
            found[name].append(timed(work)[1])
    milliseconds = {name: median(times) * 1000 for name, times in found.items()}
    print(json.dumps({**milliseconds, "per_second": LINES / median(found["lines"])}))


def _small() -> dict[str, object]:
    """Return an investment of three positions over 15 years with a legal test and one scenario."""
    return {
        "horizon_years": 15,
        "discount_rate": 0.06,
        "investment_eur": 42000,
        "price_year": 0,
        "price_changes": {"energy": 0.03, "other": 0.02},
        "positions": [_position("saved", 4500, 1), _position("care", 480, -1), _position("pump", 90, -1)],
        "scenarios": {"worst": {"discount_rate": 0.08}},
        "regimes": ["enefg_9"],
    }


def _large() -> dict[str, object]:
    """Return an investment of 200 positions over 30 years with tax, risk, scenarios and legal tests."""
    positions = [_position(f"p{at}", 10 + at, 1 if at % 2 else -1) for at in range(POSITIONS)]
    saved = {"saved_mg_per_year": [10**9] * YEARS}
    return {
        **example(),
        "horizon_years": YEARS,
        "positions": positions,
        "emissions": saved,
        "scenarios": {
            name: {"discount_rate": rate, "positions": {"p7": {"quantity": 3}}}
            for name, rate in (("worst", 0.09), ("likely", 0.06), ("best", 0.03))
        },
    }


def _position(name: str, quantity: int, sign: int) -> dict[str, object]:
    timing = {"kind": "every", "n": 7} if quantity % 3 == 0 else {"kind": "yearly"}
    group = "energy" if sign > 0 else "other"
    return {
        "name": name,
        "quantity": quantity,
        "unit_price_eur": 1,
        "sign": sign,
        "group": group,
        "timing": timing,
    }


def _portfolio() -> dict[str, object]:
    """Return 25 measures on four flows over ten years, with grants, groups, switches and two targets."""
    chance = Random(25)  # noqa: S311  (repeatable, not secret)
    years = [str(year) for year in range(2026, 2026 + PLANNED_YEARS)]
    flows: list[dict[str, object]] = [
        {
            "id": f"f{at}",
            "base_amount": chance.randint(50_000, 500_000),
            "unit": "kWh",
            "mg_per_unit": dict.fromkeys(years, 182_000 if at % 3 else 363_000),
        }
        for at in range(FLOWS)
    ]
    measures = [_measure(chance, at, flows[chance.randrange(FLOWS)]) for at in range(MEASURES)]
    spent = sum(int(str(one["capex_eur"])) for one in measures)
    emitted = sum(int(str(one["base_amount"])) for one in flows) * 200_000
    return {
        "years": [int(year) for year in years],
        "flows": flows,
        "measures": measures,
        "budget_eur": dict.fromkeys(years, spent // (2 * PLANNED_YEARS)),
        "targets_mg": {years[4]: emitted * 9 // 10, years[-1]: emitted * 8 // 10},
        "discount_rate": 0.05,
    }


def _measure(chance: Random, at: int, flow: dict[str, object]) -> dict[str, object]:
    share = chance.randint(1, 20) / 100
    amount = int(str(flow["base_amount"])) * share
    found: dict[str, object] = {
        "id": f"m{at}",
        "flow": flow["id"],
        "saving_share": share,
        "capex_eur": round(amount * chance.uniform(0.3, 1.5)),
        "yearly_eur": round(amount * chance.uniform(0.03, 0.15)),
        "life_years": chance.choice([8, 10, 15, 20, 30]),
    }
    if at % 7 == 0:
        found["group"] = f"g{at % 2}"
    if at % 3 == 0:
        found["grant"] = {"share": 0.3, "max_eur": 20000, "window": [2026, 2028]}
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
