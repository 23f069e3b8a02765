"""A row on its way into the inventory: its values, what makes two rows the same, and why one does not fit."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from typing import Any

from klimapakt.inventories.formulas import unguarded
from klimapakt.methods.intake.tables import Row
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.organisations.rules import clean_name, name_key

_FIFTEEN_DIGITS = Context(prec=15, rounding=ROUND_HALF_EVEN)
_TEN_DECIMALS = Decimal("1E-10")
_LONGEST_SITE = 200
_LONGEST_LABEL, _LONGEST_EVIDENCE, _LONGEST_NOTE = 250, 500, 1000
_OWN_COLUMNS = frozenset(
    "id site amount unit activity factor_id period_start period_end year quality".split()
)


@dataclass(frozen=True, slots=True)
class Draft:
    """The values of one row; ``site`` is a cleaned name or empty.

    ``extras`` are the further fields of the calculation's contract as JSON holds them, numbers as text.
    """

    row_number: int
    site: str
    label: str
    amount: Decimal
    unit: str
    activity: str = ""
    factor_id: str = ""
    period_start: date | None = None
    period_end: date | None = None
    year: int | None = None
    quality: str = ""
    extras: Mapping[str, object] = field(default_factory=dict)
    evidence: str = ""
    note: str = ""

    @property
    def fingerprint(self) -> str:
        """Return what two rows of one site share that tell of the same consumption.

        Evidence, note and quality may differ; the site stands beside it, because sites may be renamed.
        """
        parts = (
            self.activity,
            self.factor_id,
            amount_text(self.amount),
            self.unit,
            self.period_start and self.period_start.isoformat(),
            self.period_end and self.period_end.isoformat(),
            self.year,
            _plain(self.extras),
        )
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()

    @property
    def identity(self) -> tuple[str, str]:
        """Return site and fingerprint: what makes a row the same as another."""
        return name_key(self.site), self.fingerprint


def draft_of(row: Row, label: str) -> Draft:
    """Return the draft of a row that was read without an error; ``label`` is the activity as typed."""
    given = _unguarded(row.activity or {})
    return Draft(
        row_number=row.number,
        site=clean_name(unguarded(str(given.get("site") or ""))),
        label=(unguarded(label) or str(given.get("activity") or given.get("factor_id") or ""))[
            :_LONGEST_LABEL
        ],
        amount=storable(Decimal(str(given["amount"]))),
        unit=str(given["unit"]),
        activity=str(given.get("activity") or ""),
        factor_id=str(given.get("factor_id") or ""),
        period_start=_day(given.get("period_start")),
        period_end=_day(given.get("period_end")),
        year=None if given.get("year") is None else int(str(given["year"])),
        quality=str(given.get("quality") or ""),
        extras={key: value for key, value in given.items() if key not in _OWN_COLUMNS and value is not None},
        evidence=unguarded(row.evidence)[:_LONGEST_EVIDENCE],
        note=unguarded(row.note)[:_LONGEST_NOTE],
    )


def _unguarded(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return values without the marks that keep spreadsheets from calculating, in factors as well."""
    return {key: _without_marks(value) for key, value in given.items()}


def _without_marks(value: object) -> object:
    if isinstance(value, str):
        return unguarded(value)
    return _unguarded(value) if isinstance(value, dict) else value


def _plain(value: object) -> object:
    """Return further details so that equal ones look equal: sorted, numbers without trailing zeros."""
    if isinstance(value, Mapping):
        told = {key: _plain(inner) for key, inner in value.items()}
        return sorted((key, inner) for key, inner in told.items() if inner not in (None, False, []))
    if isinstance(value, bool) or value is None:
        return value
    try:
        return amount_text(Decimal(str(value)))
    except (InvalidOperation, ValueError):
        return str(value)


def storable(amount: Decimal) -> Decimal:
    """Return the amount with at most 15 significant digits and 10 decimals: what both databases keep exactly.

    Spreadsheets compute in 15 digits; what stands behind them is noise of the conversion.

    >>> amount_text(storable(Decimal("1234.5600000000002"))), amount_text(storable(Decimal("17")))
    ('1234.56', '17')
    """
    rounded = _FIFTEEN_DIGITS.plus(amount)
    exponent = rounded.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -10:
        return rounded.quantize(_TEN_DECIMALS, rounding=ROUND_HALF_EVEN)
    return rounded


def misfit(draft: Draft, year: int, today: date) -> Message | None:
    """Return why the row does not fit into the inventory of this year; None when it does.

    A period that only reaches over the turn of the year fits: the days inside the year count.
    """
    if len(draft.site) > _LONGEST_SITE:
        template = gettext_noop(
            "The name of the site is longer than %(limit)s characters. Please shorten it."
        )
        return Message("site_name_too_long", template, {"limit": _LONGEST_SITE})
    if draft.year is not None and draft.year != year:
        return _other_year(draft.year, draft.year, year)
    if draft.period_start is None or draft.period_end is None:
        return None
    span = {"start": _told(draft.period_start), "end": _told(draft.period_end)}
    period = Message("period", gettext_noop("%(start)s to %(end)s"), span)
    if draft.period_end > today:
        template = gettext_noop(
            "The period %(period)s reaches into the future; today is %(today)s. "
            "Enter only what has been consumed already."
        )
        return Message("period_in_future", template, {"period": period, "today": _told(today)})
    if draft.period_start.year > year or draft.period_end.year < year:
        return _other_year(period, draft.period_start.year, year)
    return None


def partly_counted(draft: Draft, year: int) -> Message | None:
    """Return the sentence about a period of which only some days lie in the year; None when all do."""
    if draft.period_start is None or draft.period_end is None:
        return None
    first, last = max(draft.period_start, date(year, 1, 1)), min(draft.period_end, date(year, 12, 31))
    counted, whole = (last - first).days + 1, (draft.period_end - draft.period_start).days + 1
    if counted == whole:
        return None
    template = gettext_noop(
        "Only the days in %(year)s count: %(counted)s of %(whole)s days, and the same share of the amount."
    )
    return Message("partly_counted", template, {"year": year, "counted": counted, "whole": whole})


def activity_of(row: Draft, name: str) -> dict[str, object]:
    """Return a row as an activity of the calculation's contract, under this id."""
    start, end = row.period_start, row.period_end
    optional: dict[str, object] = {
        "site": row.site,
        "activity": row.activity,
        "factor_id": row.factor_id,
        "period_start": start and start.isoformat(),
        "period_end": end and end.isoformat(),
        "year": row.year,
        "quality": row.quality,
    }
    given = {key: value for key, value in optional.items() if value}
    return {"id": name, "amount": amount_text(row.amount), "unit": row.unit, **given, **row.extras}


def amount_text(amount: Decimal) -> str:
    """Return an amount with all its digits and nothing else.

    >>> amount_text(Decimal("1500.0000000000")), amount_text(Decimal("0E-10"))
    ('1500', '0')
    """
    return f"{amount.normalize() if amount else Decimal(0):f}"


def _other_year(what: object, belongs: int, year: int) -> Message:
    template = gettext_noop(
        "%(what)s does not belong to %(year)s. Load this row into the inventory of %(belongs)s, "
        "or correct the date."
    )
    return Message("other_year", template, {"what": what, "year": year, "belongs": belongs})


def _told(day: date) -> Message:
    """Return a day as the language of the page writes it."""
    parts = {"year": day.year, "month": f"{day.month:02}", "day": f"{day.day:02}"}
    return Message("day", gettext_noop("%(year)s-%(month)s-%(day)s"), parts)


def _day(value: object) -> date | None:
    return None if value is None else date.fromisoformat(str(value))
