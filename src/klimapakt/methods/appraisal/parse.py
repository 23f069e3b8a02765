"""Read a case from the contract's JSON; what cannot be appraised is refused with its place."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from klimapakt.methods import reading
from klimapakt.methods.appraisal import values
from klimapakt.methods.appraisal.model import SENSITIVITY_PERCENT, Case, Plan, Position, Series
from klimapakt.methods.appraisal.regimes import Regime, regime_ids, regime_on
from klimapakt.methods.messages import Message, gettext_noop, nearest
from klimapakt.methods.refusal import Refused

Reader = Callable[[object, str], object]

SERIES_KEYS: Final = ("cash_flows", "discount_rate", "finance_rate", "reinvest_rate")
PLAN_KEYS: Final = (
    "horizon_years",
    "discount_rate",
    "investment_eur",
    "grant_eur",
    "price_year",
    "price_changes",
    "positions",
    "useful_life_years",
    "emissions",
    "risk",
    "tax",
)
CASE_KEYS: Final = (*PLAN_KEYS, "scenarios", "sensitivity_percent", "regimes", "on")
REQUIRED: Final = (
    "horizon_years",
    "discount_rate",
    "investment_eur",
    "price_year",
    "price_changes",
    "positions",
)
POSITION_KEYS: Final = (
    "name",
    "quantity",
    "unit_price_eur",
    "sign",
    "group",
    "timing",
    "degradation",
    "source",
)
_OPTIONAL_IN_POSITION: Final = {"degradation": Decimal(0), "source": None}
_OPTIONAL_IN_PLAN: Final[Mapping[str, object]] = {
    "grant_eur": Decimal(0),
    "useful_life_years": None,
    "saved_mg": (),
    "risk": None,
    "tax": None,
}
_FIELDS: Final = {"emissions": "saved_mg"}
"""Keys whose field has another name."""

_SIMPLE: Final[Mapping[str, Reader]] = {
    "horizon_years": values.horizon,
    "discount_rate": values.rate,
    "investment_eur": reading.positive_or_zero,
    "grant_eur": reading.positive_or_zero,
    "price_year": values.price_year,
    "useful_life_years": values.life,
    "emissions": values.saved,
    "risk": values.risk,
    "tax": values.tax,
}
_POSITION: Final[Mapping[str, Reader]] = {
    "name": reading.text,
    "quantity": reading.positive_or_zero,
    "unit_price_eur": reading.number,
    "sign": values.sign,
    "group": reading.text,
    "timing": values.timing,
    "degradation": reading.share,
    "source": reading.text,
}


def read_case(raw: object) -> Case | Series:
    """Return the case. Raises Refused with path and sentence for the first thing that is wrong."""
    given = reading.mapping(raw, "", (*CASE_KEYS, *SERIES_KEYS[:1], *SERIES_KEYS[2:]))
    if "cash_flows" in given:
        return _series(reading.mapping(raw, "", SERIES_KEYS, required=SERIES_KEYS[:2]))
    given = reading.mapping(raw, "", CASE_KEYS, required=REQUIRED)
    plan = _plan(given)
    percent = given.get("sensitivity_percent")
    return Case(
        plan=plan,
        scenarios=_scenarios(given.get("scenarios"), plan),
        sensitivity_percent=(
            SENSITIVITY_PERCENT if percent is None else values.percent(percent, "sensitivity_percent")
        ),
        regimes=_regimes(given.get("regimes"), given.get("on")),
    )


def _series(given: Mapping[str, object]) -> Series:
    flows = reading.sequence(given["cash_flows"], "cash_flows")
    values.ensure_length(len(flows), "cash_flows")
    rate = values.rate(given["discount_rate"], "discount_rate")
    others = [rate if given.get(key) is None else values.rate(given[key], key) for key in SERIES_KEYS[2:]]
    numbers = tuple(reading.number(flow, f"cash_flows[{at}]") for at, flow in enumerate(flows))
    return Series(numbers, rate, *others)


def _plan(given: Mapping[str, object]) -> Plan:
    fields = _simple_fields(given, "")
    fields["price_changes"] = values.price_changes(given["price_changes"], "price_changes")
    fields["positions"] = _positions(given["positions"])
    plan = Plan(**fields)
    _ensure_sound(plan, "", [f"positions[{at}]" for at in range(len(plan.positions))])
    values.ensure_years_of_saving(plan, "emissions.saved_mg_per_year")
    return plan


def _simple_fields(given: Mapping[str, object], path: str) -> dict[str, Any]:
    """Return the fields that are read on their own; an optional one that is null counts as unstated."""
    found: dict[str, Any] = {}
    for key in given:
        field = _FIELDS.get(key, key)
        if key not in _SIMPLE:
            continue
        if given[key] is None and field in _OPTIONAL_IN_PLAN:
            found[field] = _OPTIONAL_IN_PLAN[field]
        else:
            found[field] = _SIMPLE[key](given[key], f"{path}{key}")
    return found


def _positions(raw: object) -> tuple[Position, ...]:
    found: dict[str, Position] = {}
    items = reading.sequence(raw, "positions")
    values.ensure_count(len(items), "positions")
    for at, item in enumerate(items):
        path = f"positions[{at}]"
        given = reading.mapping(item, path, POSITION_KEYS, required=POSITION_KEYS[:6])
        position = Position(**_position_fields(given, path))
        if position.name in found:
            template = gettext_noop("There is another position named %(name)s. Give each its own name.")
            raise Refused(f"{path}.name", Message("duplicate_name", template, {"name": position.name}))
        found[position.name] = position
    return tuple(found.values())


def _position_fields(given: Mapping[str, object], path: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in given.items():
        if value is None and key in _OPTIONAL_IN_POSITION:
            found[key] = _OPTIONAL_IN_POSITION[key]
        else:
            found[key] = _POSITION[key](value, f"{path}.{key}")
    return found


def _ensure_sound(plan: Plan, path: str, places: list[str]) -> None:
    if plan.grant_eur > plan.investment_eur:
        template = gettext_noop("The grant is larger than the investment. Check both amounts.")
        raise Refused(f"{path}grant_eur", Message("grant_above_investment", template))
    for position, place in zip(plan.positions, places, strict=True):
        if position.group not in plan.price_changes:
            known = list(plan.price_changes)
            close = nearest(position.group, known) or known or ["-"]
            template = gettext_noop(
                "price_changes does not state a rate for the group %(group)s. Nearest: %(nearest)s."
            )
            names = {"group": position.group, "nearest": close[0]}
            raise Refused(f"{place}.group", Message("unknown_group", template, names))
        if abs(position.amount_eur()) > reading.LIMIT:
            template = gettext_noop(
                "Quantity times price is larger than any payment can be. Check the quantity and its price."
            )
            raise Refused(f"{place}.quantity", Message("overflow", template))


def _scenarios(raw: object, plan: Plan) -> dict[str, Plan]:
    if raw is None:
        return {}
    given = reading.mapping(raw, "scenarios", _Everything())
    return {
        reading.text(name, "scenarios"): _scenario(changes, plan, f"scenarios.{name}")
        for name, changes in given.items()
    }


def _scenario(raw: object, plan: Plan, path: str) -> Plan:
    given = reading.mapping(raw, path, PLAN_KEYS)
    fields = _simple_fields(given, f"{path}.")
    places = [f"{path}.positions.{position.name}" for position in plan.positions]
    if "price_changes" in given:
        changes = values.price_changes(given["price_changes"], f"{path}.price_changes")
        fields["price_changes"] = {**plan.price_changes, **changes}
    if "positions" in given:
        fields["positions"] = _changed(given["positions"], plan, f"{path}.positions")
    changed = replace(plan, **fields)
    _ensure_sound(changed, f"{path}.", places)
    return changed


def _changed(raw: object, plan: Plan, path: str) -> tuple[Position, ...]:
    """Return the positions with what a scenario changes about those it names."""
    known = {position.name: position for position in plan.positions}
    for name, changes in reading.mapping(raw, path, tuple(known)).items():
        given = reading.mapping(changes, f"{path}.{name}", POSITION_KEYS[1:])
        known[name] = replace(known[name], **_position_fields(given, f"{path}.{name}"))
    return tuple(known.values())


def _regimes(raw: object, on: object) -> tuple[Regime, ...]:
    day = None if on is None else reading.day(on, "on")
    items = () if raw is None else reading.sequence(raw, "regimes")
    found: dict[str, Regime] = {}
    for at, item in enumerate(items):
        name = reading.choice(item, f"regimes[{at}]", regime_ids())
        if name in found:
            template = gettext_noop("This stands twice in the list. Keep one.")
            raise Refused(f"regimes[{at}]", Message("twice_in_the_list", template))
        found[name] = regime_on(name, day, f"regimes[{at}]")
    return tuple(found.values())


class _Everything(tuple[str, ...]):
    """Keys that are names of the case's own: all are known."""

    __slots__ = ()

    def __contains__(self, key: object) -> bool:
        return True
