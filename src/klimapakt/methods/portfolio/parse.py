"""Read a case from the contract's JSON; what cannot be planned is refused with its place."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final, TypeVar

from klimapakt.methods import reading
from klimapakt.methods.appraisal.values import rate, whole
from klimapakt.methods.messages import Message, gettext_noop, nearest
from klimapakt.methods.portfolio import model
from klimapakt.methods.refusal import Refused

T = TypeVar("T")

CASE_KEYS: Final = (
    "years",
    "flows",
    "measures",
    "budget_eur",
    "targets_mg",
    "budget_mg",
    "discount_rate",
    "time_limit_s",
)
REQUIRED: Final = ("years", "flows", "measures", "budget_eur", "discount_rate")
FLOW_KEYS: Final = ("id", "base_amount", "unit", "mg_per_unit", "activity")
MEASURE_KEYS: Final = (
    "id",
    "flow",
    "saving_share",
    "saved_amount",
    "capex_eur",
    "yearly_eur",
    "life_years",
    "earliest",
    "latest",
    "group",
    "requires",
    "switch_to",
    "grant",
)
MEASURE_REQUIRED: Final = ("id", "flow", "capex_eur", "yearly_eur", "life_years")
GRANT_KEYS: Final = ("share", "max_eur", "window")
_LARGEST_MG: Final = Decimal(9) * 10**18


@dataclass(frozen=True, slots=True)
class _Known:
    """What measures may refer to."""

    years: tuple[int, ...]
    flows: Mapping[str, model.Flow]


def read_case(raw: object) -> model.Case:
    """Return the case. Raises Refused with path and sentence for the first thing that is wrong."""
    given = reading.mapping(raw, "", CASE_KEYS, required=REQUIRED)
    years = _years(given["years"])
    flows = _named(given["flows"], "flows", model.MOST_FLOWS, lambda one, path: _flow(one, path, years))
    known = _Known(years, {flow.id: flow for flow in flows})
    measures = _named(
        given["measures"], "measures", model.MOST_MEASURES, lambda one, path: _measure(one, path, known)
    )
    _ensure_requirements(measures)
    targets, budget = _limits(given, years)
    limit = given.get("time_limit_s")
    return model.Case(
        years=years,
        flows=flows,
        measures=measures,
        budget_eur=_every_year(given["budget_eur"], "budget_eur", years, reading.positive_or_zero),
        targets_mg=targets,
        budget_mg=budget,
        discount_rate=rate(given["discount_rate"], "discount_rate"),
        time_limit_s=model.SECONDS if limit is None else _seconds(limit, "time_limit_s"),
    )


def _years(raw: object) -> tuple[int, ...]:
    items = reading.sequence(raw, "years")
    found = tuple(reading.whole_year(year, f"years[{at}]") for at, year in enumerate(items))
    if not 1 <= len(found) <= model.MOST_YEARS:
        template = gettext_noop("From 1 to %(most)s years are needed here.")
        raise Refused("years", Message("wrong_length", template, {"most": model.MOST_YEARS}))
    for at, (before, year) in enumerate(pairwise(found), start=1):
        if year <= before:
            template = gettext_noop("The years have to rise; %(year)s follows %(before)s.")
            raise Refused(f"years[{at}]", Message("wrong_order", template, {"year": year, "before": before}))
    return found


Named = TypeVar("Named", model.Flow, model.Measure)


def _named(raw: object, path: str, most: int, reader: Callable[[object, str], Named]) -> tuple[Named, ...]:
    items = reading.sequence(raw, path)
    if len(items) > most:
        template = gettext_noop("There are %(count)s entries here; %(most)s at most are possible.")
        raise Refused(path, Message("too_many", template, {"count": len(items), "most": most}))
    found: dict[str, Named] = {}
    for at, item in enumerate(items):
        one = reader(item, f"{path}[{at}]")
        if one.id in found:
            template = gettext_noop("There is another entry with the id %(id)s. Give each its own.")
            raise Refused(f"{path}[{at}].id", Message("duplicate_id", template, {"id": one.id}))
        found[one.id] = one
    return tuple(found.values())


def _flow(raw: object, path: str, years: tuple[int, ...]) -> model.Flow:
    given = reading.mapping(raw, path, FLOW_KEYS, required=FLOW_KEYS[:4])
    activity = given.get("activity")
    return model.Flow(
        id=reading.identifier(given["id"], f"{path}.id"),
        base_amount=reading.positive_or_zero(given["base_amount"], f"{path}.base_amount"),
        unit=reading.text(given["unit"], f"{path}.unit"),
        mg_per_unit=_every_year(given["mg_per_unit"], f"{path}.mg_per_unit", years, _milligrams_per_unit),
        activity=(
            (Decimal(1),) * len(years)
            if activity is None
            else _every_year(activity, f"{path}.activity", years, reading.positive_or_zero)
        ),
    )


def _every_year(
    raw: object, path: str, years: tuple[int, ...], reader: Callable[[object, str], Decimal]
) -> tuple[Decimal, ...]:
    """Return the values of the years; a missing year is an error, not a guess."""
    found = _by_year(raw, path, reader)
    for year in years:
        if year not in found:
            template = gettext_noop("The year %(year)s is missing. Add it.")
            raise Refused(f"{path}.{year}", Message("missing_year", template, {"year": year}))
    return tuple(found[year] for year in years)


def _by_year(raw: object, path: str, reader: Callable[[object, str], T]) -> dict[int, T]:
    if not isinstance(raw, Mapping):
        template = gettext_noop("An object with named values is needed here.")
        raise Refused(path, Message("not_an_object", template))
    return {
        reading.whole_year(year, f"{path}.{year}"): reader(value, f"{path}.{year}")
        for year, value in raw.items()
    }


def _measure(raw: object, path: str, known: _Known) -> model.Measure:
    given = reading.mapping(raw, path, MEASURE_KEYS, required=MEASURE_REQUIRED)
    name = reading.identifier(given["id"], f"{path}.id")
    flow = _known(given["flow"], f"{path}.flow", known.flows)
    earliest, latest = _window(given, path, known.years)
    group, requires = given.get("group"), given.get("requires")
    return model.Measure(
        id=name,
        flow=flow,
        share=_share(given, path, known.flows[flow]),
        capex_eur=reading.positive_or_zero(given["capex_eur"], f"{path}.capex_eur"),
        yearly_eur=reading.number(given["yearly_eur"], f"{path}.yearly_eur"),
        life_years=whole(given["life_years"], f"{path}.life_years", 1, model.LONGEST_LIFE),
        earliest=earliest,
        latest=latest,
        group=None if group is None else reading.identifier(group, f"{path}.group"),
        requires=() if requires is None else _requires(requires, f"{path}.requires"),
        switch_to=_switch(given.get("switch_to"), f"{path}.switch_to", flow, known.flows),
        grant=_grant(given.get("grant"), f"{path}.grant"),
    )


def _known(raw: object, path: str, known: Collection[str]) -> str:
    found = reading.identifier(raw, path)
    if found in known:
        return found
    close = nearest(found, list(known)) or list(known) or ["-"]
    template = gettext_noop("There is no entry with the id %(id)s. Nearest: %(nearest)s.")
    raise Refused(path, Message("unknown_id", template, {"id": found[:80], "nearest": close[0]}))


def _window(given: Mapping[str, object], path: str, years: tuple[int, ...]) -> tuple[int, int]:
    first, last = given.get("earliest"), given.get("latest")
    earliest = years[0] if first is None else reading.whole_year(first, f"{path}.earliest")
    latest = years[-1] if last is None else reading.whole_year(last, f"{path}.latest")
    if first is not None and last is not None and latest < earliest:
        raise _reversed(f"{path}.latest", earliest, latest)
    return earliest, latest


def _reversed(path: str, first: int, last: int) -> Refused:
    template = gettext_noop("%(last)s is before %(first)s. Check both years.")
    return Refused(path, Message("wrong_order", template, {"first": first, "last": last}))


def _share(given: Mapping[str, object], path: str, flow: model.Flow) -> Decimal:
    """Return the share of the flow that is saved; an amount is a share of the base amount."""
    share, amount = given.get("saving_share"), given.get("saved_amount")
    if (share is None) == (amount is None):
        template = gettext_noop("Exactly one of saving_share and saved_amount is needed.")
        raise Refused(f"{path}.saving_share", Message("one_of_two", template))
    if share is not None:
        return reading.share(share, f"{path}.saving_share")
    saved = reading.positive_or_zero(amount, f"{path}.saved_amount")
    if saved > flow.base_amount:
        template = gettext_noop(
            "%(saved)s is more than the whole flow has (%(base)s). Check amount and unit."
        )
        values = {"saved": saved, "base": flow.base_amount}
        raise Refused(f"{path}.saved_amount", Message("more_than_the_flow", template, values))
    return saved / flow.base_amount if saved else Decimal(0)


def _requires(raw: object, path: str) -> tuple[str, ...]:
    items = reading.sequence(raw, path)
    found = [reading.identifier(one, f"{path}[{at}]") for at, one in enumerate(items)]
    return tuple(dict.fromkeys(found))


def _switch(raw: object, path: str, own: str, flows: Collection[str]) -> model.Switch | None:
    if raw is None:
        return None
    given = reading.mapping(raw, path, ("flow", "factor"), required=("flow", "factor"))
    flow = _known(given["flow"], f"{path}.flow", flows)
    if flow == own:
        template = gettext_noop("A switch leads to another flow than the one of the measure.")
        raise Refused(f"{path}.flow", Message("same_flow", template))
    return model.Switch(
        flow=flow,
        factor=reading.positive_or_zero(given["factor"], f"{path}.factor"),
    )


def _grant(raw: object, path: str) -> model.Grant | None:
    if raw is None:
        return None
    given = reading.mapping(raw, path, GRANT_KEYS, required=GRANT_KEYS)
    window = reading.sequence(given["window"], f"{path}.window")
    if len(window) != 2:
        template = gettext_noop("Two years are needed here: the first and the last one.")
        raise Refused(f"{path}.window", Message("wrong_length", template))
    first, last = (reading.whole_year(year, f"{path}.window[{at}]") for at, year in enumerate(window))
    if last < first:
        raise _reversed(f"{path}.window[1]", first, last)
    return model.Grant(
        share=reading.share(given["share"], f"{path}.share"),
        max_eur=reading.positive_or_zero(given["max_eur"], f"{path}.max_eur"),
        first_year=first,
        last_year=last,
    )


def _limits(
    given: Mapping[str, object], years: tuple[int, ...]
) -> tuple[Mapping[int, int] | None, int | None]:
    targets, budget = given.get("targets_mg"), given.get("budget_mg")
    if (targets is None) == (budget is None):
        template = gettext_noop("Exactly one of targets_mg and budget_mg is needed.")
        raise Refused("targets_mg", Message("one_of_two", template))
    if targets is None:
        return None, _whole_milligrams(budget, "budget_mg")
    found = _by_year(targets, "targets_mg", _whole_milligrams)
    for year in found:
        if year not in years:
            template = gettext_noop("The year %(year)s is not among the years of the case.")
            raise Refused(f"targets_mg.{year}", Message("unknown_year", template, {"year": year}))
    return dict(sorted(found.items())), None


def _milligrams_per_unit(value: object, path: str) -> Decimal:
    return reading.positive_or_zero(value, path, limit=_LARGEST_MG)


def _whole_milligrams(value: object, path: str) -> int:
    found = reading.positive_or_zero(value, path, limit=_LARGEST_MG)
    if found == found.to_integral_value():
        return int(found)
    template = gettext_noop("Whole milligrams are needed here.")
    raise Refused(path, Message("not_whole_milligrams", template))


def _seconds(value: object, path: str) -> Decimal:
    found = reading.above_zero(value, path)
    if found <= model.LONGEST_SECONDS:
        return found
    template = gettext_noop("More than %(most)s seconds are not allowed.")
    raise Refused(path, Message("too_long", template, {"most": model.LONGEST_SECONDS}))


def _ensure_requirements(measures: Sequence[model.Measure]) -> None:
    """Refuse measures that require an unknown one, themselves, or one another in a circle."""
    requires = {measure.id: measure.requires for measure in measures}
    for at, measure in enumerate(measures):
        for place, needed in enumerate(measure.requires):
            _known(needed, f"measures[{at}].requires[{place}]", requires)
    for at, measure in enumerate(measures):
        if measure.id in _all_required(measure.id, requires):
            template = gettext_noop("%(id)s requires itself, directly or through others.")
            raise Refused(f"measures[{at}].requires", Message("circle", template, {"id": measure.id}))


def _all_required(name: str, requires: Mapping[str, tuple[str, ...]]) -> set[str]:
    found: set[str] = set()
    waiting = list(requires[name])
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += requires[one]
    return found
