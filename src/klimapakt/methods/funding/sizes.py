"""Size classes of enterprises as Recommendation 2003/361/EC defines them; what is not known is asked."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Final

from klimapakt.methods.funding.model import Answer, Organisation

SIZES: Final = ("micro", "small", "medium")
"""Each contains those before it only where a rule names them, too."""


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The ceilings of one class: fewer employees than this, and turnover or balance sheet at most that."""

    employees_below: Decimal
    turnover_eur: Decimal
    balance_sheet_eur: Decimal


@cache
def ceilings() -> Mapping[str, Ceiling]:
    """Return the ceilings by class.

    >>> ceilings()["small"].employees_below, ceilings()["medium"].balance_sheet_eur
    (Decimal('50'), Decimal('43000000'))
    """
    return {
        name: Ceiling(
            *(Decimal(entry[key]) for key in ("employees_below", "turnover_eur", "balance_sheet_eur"))
        )
        for name, entry in _file()["classes"].items()
    }


def source() -> str:
    """Return where the ceilings are written."""
    return str(_file()["source"])


@cache
def _file() -> dict[str, dict[str, dict[str, str]]]:
    text = files("klimapakt.methods").joinpath("data/funding/sizes.json").read_text(encoding="utf-8")
    raw: dict[str, dict[str, dict[str, str]]] = json.loads(text)
    if not str(raw["source"]).strip():
        raise ValueError(SIZES)
    return raw


def fits(organisation: Organisation, sizes: tuple[str, ...]) -> Answer:
    """Return whether an organisation is at most as large as the largest of these classes.

    Employees decide together with turnover or balance sheet: one of the two within its ceiling is enough.

    >>> fits(Organisation(employees=Decimal(12), turnover_eur=Decimal(1400000)), ("micro", "small"))
    'yes'
    >>> fits(Organisation(employees=Decimal(12)), ("micro", "small"))
    'ask'
    """
    ceiling = ceilings()[max(sizes, key=SIZES.index)]
    money = (
        (organisation.turnover_eur, ceiling.turnover_eur),
        (organisation.balance_sheet_eur, ceiling.balance_sheet_eur),
    )
    within = [None if value is None else value <= most for value, most in money]
    if organisation.employees is not None and organisation.employees >= ceiling.employees_below:
        return "no"
    if within == [False, False]:
        return "no"
    return "ask" if organisation.employees is None or True not in within else "yes"
