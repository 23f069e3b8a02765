"""Read a case from the contract's JSON.

Unknown keys, wrong units and contradictions are refused with their place.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import TypeVar

from klimapakt.methods import reading
from klimapakt.methods.inventory import case as model
from klimapakt.methods.inventory.case import Case, CustomFactor, Entry, Instrument, Site
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.refusal import Refused
from klimapakt.methods.units import UNITS, is_convertible, known_unit

T = TypeVar("T")

CASE_KEYS = tuple(
    "year edition region reporting_period boundary sites turnover_eur fte area_m2 activities".split()
)
FACTOR_KEYS = tuple(
    "kg_per_unit unit scope scope3_category method upstream_kg_per_unit biogenic_kg_per_unit source".split()
)
_LONGEST_PERIOD_DAYS = 731
INSTRUMENT_KEYS = ("kind", "amount", "kg_per_unit", "criteria")
SITE_KEYS = ("equity_share", "financial_control", "operated")


def read_case(raw: object) -> Case:
    """Return the case. Raises Refused with path and sentence for the first thing that is wrong."""
    given = reading.mapping(raw, "", CASE_KEYS, required=("year", "activities"))
    start, end = _reporting_period(given.get("reporting_period"))
    year = reading.whole_year(given["year"], "year")
    _ensure_year_in_period(year, start, end)
    return Case(
        year=year,
        entries=_entries(given["activities"]),
        edition=_optional(given, "edition", reading.text),
        region=_optional(given, "region", reading.text) or "DE",
        period_start=start,
        period_end=end,
        boundary=_optional(given, "boundary", _one_of(model.BOUNDARIES)) or "operational_control",
        sites=_sites(given.get("sites")),
        turnover_eur=_optional(given, "turnover_eur", reading.positive_or_zero),
        fte=_optional(given, "fte", reading.positive_or_zero),
        area_m2=_optional(given, "area_m2", reading.positive_or_zero),
    )


def _optional(
    given: Mapping[str, object], key: str, reader: Callable[[object, str], T], prefix: str = ""
) -> T | None:
    return None if given.get(key) is None else reader(given[key], f"{prefix}{key}")


def _one_of(known: Collection[str]) -> Callable[[object, str], str]:
    def read(value: object, path: str) -> str:
        return reading.choice(value, path, known)

    return read


def _reporting_period(raw: object) -> tuple[date | None, date | None]:
    if raw is None:
        return None, None
    given = reading.mapping(raw, "reporting_period", ("start", "end"), required=("start", "end"))
    start = reading.day(given["start"], "reporting_period.start")
    end = reading.day(given["end"], "reporting_period.end")
    _ensure_order(start, end, "reporting_period.end")
    if (end - start).days > _LONGEST_PERIOD_DAYS:
        template = gettext_noop(
            "The reporting period is longer than two years. Make one inventory for each year."
        )
        raise Refused("reporting_period.end", Message("reporting_period_too_long", template))
    return start, end


def _ensure_year_in_period(year: int, start: date | None, end: date | None) -> None:
    if start and end and not start.year <= year <= end.year:
        template = gettext_noop(
            "The reporting period from %(start)s to %(end)s does not touch the year %(year)s."
        )
        values = {"start": start, "end": end, "year": year}
        raise Refused("reporting_period", Message("reporting_period_of_another_year", template, values))


def _sites(raw: object) -> Mapping[str, Site]:
    if raw is None:
        return {}
    if not isinstance(raw, Mapping):
        raise Refused(
            "sites", Message("not_an_object", gettext_noop("An object with named values is needed here."), {})
        )
    return {str(name): _site(value, f"sites.{name}") for name, value in raw.items()}


def _site(raw: object, path: str) -> Site:
    given = reading.mapping(raw, path, SITE_KEYS)
    operated = _optional(given, "operated", reading.flag, f"{path}.")
    return Site(
        equity_share=_optional(given, "equity_share", reading.share, f"{path}."),
        financial_control=_optional(given, "financial_control", _one_of(model.FINANCIAL_CONTROLS), f"{path}.")
        or "full",
        operated=True if operated is None else operated,
    )


def _entries(raw: object) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    places: dict[str, str] = {}
    for index, item in enumerate(reading.sequence(raw, "activities")):
        entry = _entry(item, f"activities[{index}]")
        if entry.id in places:
            raise Refused(
                f"{entry.path}.id",
                Message(
                    "duplicate_id",
                    gettext_noop(
                        "The id %(id)s is used twice, first at %(first)s. Give each activity its own."
                    ),
                    {"id": entry.id, "first": places[entry.id]},
                ),
            )
        places[entry.id] = entry.path
        entries.append(entry)
    return tuple(entries)


def _entry(raw: object, path: str) -> Entry:
    given = reading.mapping(raw, path, ENTRY_READERS, required=("id", "amount", "unit"))
    try:
        values = {key: ENTRY_READERS[key](value, key) for key, value in given.items() if value is not None}
    except Refused as error:
        raise error.within(path) from error
    for key in ("id", "amount", "unit"):
        if key not in values:
            raise Refused(
                f"{path}.{key}",
                Message("missing_key", gettext_noop("%(key)s is missing. Add it."), {"key": key}),
            )
    entry = Entry(path=path, **values)  # type: ignore[arg-type]  # each reader returns its field's type
    _ensure_one_factor(entry)
    _ensure_period(entry)
    _ensure_unit(entry)
    return entry


def _ensure_one_factor(entry: Entry) -> None:
    chosen = (entry.activity, entry.factor_id, entry.factor)
    if chosen.count(None) == 2:
        return
    given = [
        key
        for key, value in zip(("activity", "factor_id", "factor"), chosen, strict=True)
        if value is not None
    ]
    raise Refused(
        entry.path,
        Message(
            "exactly_one_factor",
            gettext_noop("Give exactly one of activity, factor_id and factor. Given: %(given)s."),
            {"given": ", ".join(given) or "-"},
        ),
    )


def _ensure_period(entry: Entry) -> None:
    if (entry.period_start is None) != (entry.period_end is None):
        missing = "period_start" if entry.period_start is None else "period_end"
        raise Refused(
            f"{entry.path}.{missing}",
            Message("missing_key", gettext_noop("%(key)s is missing. Add it."), {"key": missing}),
        )
    if entry.period_start and entry.period_end:
        _ensure_order(entry.period_start, entry.period_end, f"{entry.path}.period_end")


def _ensure_order(start: date, end: date, path: str) -> None:
    if end < start:
        raise Refused(
            path,
            Message(
                "period_ends_before_start",
                gettext_noop(
                    "The period ends on %(end)s, before it starts on %(start)s. Swap or mend the dates."
                ),
                {"start": start.isoformat(), "end": end.isoformat()},
            ),
        )


def _ensure_unit(entry: Entry) -> None:
    if entry.factor is None:
        known_unit(entry.unit, f"{entry.path}.unit")
    elif entry.unit in UNITS and entry.factor.unit in UNITS and is_convertible(entry.unit, entry.factor.unit):
        return
    elif entry.unit != entry.factor.unit:
        raise Refused(
            f"{entry.path}.unit",
            Message(
                "wrong_unit",
                gettext_noop(
                    "The amount is in %(unit)s, but the factor is per %(right)s. Use the factor's unit."
                ),
                {"unit": entry.unit, "right": entry.factor.unit},
            ),
        )


def _factor(raw: object, path: str) -> CustomFactor:
    given = reading.mapping(raw, path, FACTOR_KEYS, required=("kg_per_unit", "unit", "scope"))
    if not isinstance(given.get("source"), str) or not str(given["source"]).strip():
        raise Refused(
            f"{path}.source",
            Message(
                "missing_source",
                gettext_noop("A factor of your own needs its source: who published it, where and when."),
                {},
            ),
        )
    scope = reading.number(given["scope"], f"{path}.scope")
    if scope not in (1, 2, 3):
        raise Refused(f"{path}.scope", Message("not_a_scope", gettext_noop("The scope is 1, 2 or 3."), {}))
    factor = CustomFactor(
        kg_per_unit=reading.positive_or_zero(given["kg_per_unit"], f"{path}.kg_per_unit"),
        unit=reading.text(given["unit"], f"{path}.unit"),
        scope=int(scope),
        source=reading.text(given["source"], f"{path}.source"),
        scope3_category=_category(given.get("scope3_category"), f"{path}.scope3_category"),
        method=_optional(given, "method", _one_of(model.METHODS), f"{path}.") or "both",
        upstream_kg_per_unit=_optional(given, "upstream_kg_per_unit", reading.positive_or_zero, f"{path}."),
        biogenic_kg_per_unit=_optional(given, "biogenic_kg_per_unit", reading.positive_or_zero, f"{path}."),
    )
    if (factor.scope == 3) != (factor.scope3_category is not None):
        raise Refused(
            f"{path}.scope3_category",
            Message(
                "scope3_category",
                gettext_noop("Scope 3 needs its category from 1 to 15; scopes 1 and 2 have none."),
                {},
            ),
        )
    return factor


def _category(raw: object, path: str) -> int | None:
    if raw is None:
        return None
    found = reading.number(raw, path)
    if found == found.to_integral_value() and 1 <= found <= 15:
        return int(found)
    raise Refused(
        path,
        Message(
            "not_a_category", gettext_noop("The category of scope 3 is a whole number from 1 to 15."), {}
        ),
    )


def _instrument(raw: object, path: str) -> Instrument:
    given = reading.mapping(raw, path, INSTRUMENT_KEYS, required=("kind",))
    criteria = given.get("criteria")
    if criteria is not None:
        known = reading.mapping(criteria, f"{path}.criteria", model.CRITERIA)
        criteria = {key: reading.flag(value, f"{path}.criteria.{key}") for key, value in known.items()}
    return Instrument(
        kind=reading.choice(given["kind"], f"{path}.kind", model.INSTRUMENTS),
        amount=_optional(given, "amount", reading.positive_or_zero, f"{path}."),
        kg_per_unit=_optional(given, "kg_per_unit", reading.positive_or_zero, f"{path}."),
        criteria=criteria or {},
    )


ENTRY_READERS: Mapping[str, Callable[[object, str], object]] = {
    "id": reading.identifier,
    "site": reading.text,
    "amount": reading.positive_or_zero,
    "unit": reading.text,
    "activity": reading.text,
    "factor_id": reading.text,
    "factor": _factor,
    "period_start": reading.day,
    "period_end": reading.day,
    "year": reading.whole_year,
    "quality": _one_of(model.QUALITIES),
    "u_amount_percent": reading.positive_or_zero,
    "u_factor_percent": reading.positive_or_zero,
    "purpose": _one_of(model.PURPOSES),
    "gas": reading.text,
    "cabin": _one_of(model.CABINS),
    "country": reading.text,
    "calorific_kwh_per_m3": reading.above_zero,
    "z_number": reading.above_zero,
    "supplier_kg_per_unit": reading.positive_or_zero,
    "supplier_source": reading.text,
    "instrument": _instrument,
}
