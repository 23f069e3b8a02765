"""What was entered becomes the case of ``klimapakt calc appraisal``, with what the contract does not hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from klimapakt.measures.appraising.entered import DISCOUNT_PERCENT, GROUPS, Entered, Line, Scenario
from klimapakt.measures.appraising.offered import OfferedPrice, offered_price
from klimapakt.measures.appraising.sound import ensure_sound
from klimapakt.measures.lifecycle import StepNeeds
from klimapakt.methods.appraisal import appraise, read_case, regimes
from klimapakt.methods.refusal import Refused

Json = dict[str, Any]
SAVING, UPKEEP, CO2, RESIDUAL, LINE = "saving", "upkeep", "co2", "residual", "line"
_MG_PER_TONNE: Final = 10**9
_HUNDRED: Final = Decimal(100)
_FIELD_OF_KEY: Final[Mapping[str, str]] = {
    "horizon_years": "horizon_years",
    "discount_rate": "discount_percent",
    "investment_eur": "investment_eur",
    "grant_eur": "grant_eur",
    "useful_life_years": "life_years",
    "emissions": "tonnes",
    "tax": "tax_percent",
}
_FIELD_OF_POSITION: Final[Mapping[str, str]] = {
    "name": "name",
    "quantity": "quantity",
    "unit_price_eur": "unit_price_eur",
    "timing": "number",
    "degradation": "degradation_percent",
    "source": "source",
}


@dataclass(frozen=True, slots=True)
class Made:
    """A case with what is told beside it; ``places`` names the field of the form behind each position."""

    case: Json
    told: Json
    places: tuple[str, ...]


def made(entered: Entered, on: date) -> Made:
    """Return the case of what was entered on a day. Raises StepNeeds with the field that is wrong."""
    price = offered_price(entered.co2_price, on.year) if entered.co2_price else None
    ensure_sound(entered, price)
    positions = list(_positions(entered, price))
    case: Json = {
        "horizon_years": entered.horizon_years,
        "discount_rate": _share(entered.discount_percent),
        "investment_eur": _written(entered.investment_eur),
        "grant_eur": _written(entered.grant_eur),
        "price_year": entered.price_year,
        "price_changes": {name: _share(entered.changes.get(name, Decimal(0))) for name in GROUPS},
        "positions": [position for _role, position in positions],
        "useful_life_years": _written(entered.life_years),
        "regimes": in_force_on(on),
        "on": on.isoformat(),
    }
    case |= dict(_optional(entered))
    if entered.scenarios:
        names = [position["name"] for _role, position in positions]
        if len(set(names)) == len(names):
            receipts = {one["name"]: one["quantity"] for _role, one in positions if one["sign"] == 1}
            case["scenarios"] = {one.name: _scenario(one, receipts) for one in entered.scenarios}
    found = Made(case, _told(entered, positions, price), tuple(role for role, _position in positions))
    _ensure_calculable(found)
    return found


def in_force_on(on: date) -> list[str]:
    """Return the legal tests that are in force on a day.

    >>> in_force_on(date(2026, 1, 1))
    ['enefg_9', 'becv_11', 'enfg_besar']
    """
    return [
        name
        for name, versions in regimes().items()
        if any(one.valid_from <= on and (one.valid_to is None or on <= one.valid_to) for one in versions)
    ]


def field_of(path: str, places: tuple[str, ...]) -> str:
    """Return the field of the form that a place of the case came from; nothing where there is none.

    >>> field_of("positions[0].unit_price_eur", ("saving", "line-0"))
    'unit_price_eur'
    >>> field_of("positions[1].degradation", ("saving", "line-0")), field_of("price_changes.energy", ())
    ('line-0-degradation_percent', 'change_energy')
    """
    key, _, rest = path.partition(".")
    if key.startswith("positions["):
        return _field_of_position(places[int(key.removeprefix("positions[").removesuffix("]"))], rest)
    if key == "price_changes":
        return f"change_{rest}"
    if key == "risk":
        return {"points": "risk_points", "loss_share": "risk_loss"}.get(rest, "risk_probability")
    if key == "tax" and rest == "depreciation_years":
        return rest
    return _FIELD_OF_KEY.get(key, "")


def _field_of_position(role: str, rest: str) -> str:
    field = _FIELD_OF_POSITION.get(rest.partition(".")[0], "name")
    if role.startswith(LINE):
        return f"{role}-{field}"
    if role == SAVING:
        return field if field in ("quantity", "unit_price_eur", "degradation_percent") else "quantity"
    return {UPKEEP: "upkeep_eur", CO2: "co2_price", RESIDUAL: "residual_eur"}[role]


def _positions(entered: Entered, price: OfferedPrice | None) -> Iterator[tuple[str, Json]]:
    """Yield the positions with the field they came from."""
    names, sources = entered.names, entered.sources
    saving = Line(
        names[SAVING],
        1,
        entered.quantity,
        entered.unit_price_eur,
        "energy",
        degradation_percent=entered.degradation_percent,
        source=sources.get("degradation", "") or sources.get("price", ""),
    )
    yield SAVING, _position(saving)
    if entered.upkeep_eur:
        yield UPKEEP, _position(Line(names[UPKEEP], -1, Decimal(1), entered.upkeep_eur))
    for place, line in enumerate(entered.lines):
        yield f"{LINE}-{place}", _position(line)
    if price is not None and entered.tonnes is not None:
        line = Line(names[CO2], 1, entered.tonnes, price.eur, "co2", source=price.source[:500])
        yield CO2, _position(line)
    if entered.residual_eur:
        last, source = entered.horizon_years, sources.get("residual", "")
        yield (
            RESIDUAL,
            _position(
                Line(
                    names[RESIDUAL], 1, Decimal(1), entered.residual_eur, "other", "once", last, source=source
                )
            ),
        )


def _position(line: Line) -> Json:
    timing: Json = {"kind": line.timing}
    if line.timing != "yearly":
        timing["n" if line.timing == "every" else "year"] = line.number
    found: Json = {
        "name": line.name,
        "quantity": _written(line.quantity),
        "unit_price_eur": _written(line.unit_price_eur),
        "sign": line.sign,
        "group": line.group,
        "timing": timing,
    }
    if line.degradation_percent:
        found["degradation"] = _share(line.degradation_percent)
    if line.source:
        found["source"] = line.source
    return found


def _optional(entered: Entered) -> Iterator[tuple[str, object]]:
    if entered.tonnes is not None:
        yearly = int((entered.tonnes * _MG_PER_TONNE).to_integral_value())
        yield "emissions", {"saved_mg_per_year": [yearly] * entered.horizon_years}
    risk = entered.risk
    if risk is not None and risk.kind == "surcharge":
        yield "risk", {"kind": "surcharge", "points": _share(risk.points)}
    elif risk is not None:
        loss, probability = _share(risk.loss_percent), _share(risk.probability_percent)
        yield "risk", {"kind": "deduction", "loss_share": loss, "probability": probability}
    if entered.tax_percent is not None:
        years = entered.depreciation_years or entered.life_years
        yield "tax", {"rate": _share(entered.tax_percent), "depreciation_years": _written(years)}


def _scenario(one: Scenario, receipts: Mapping[str, str]) -> Json:
    found: Json = {}
    if one.investment_eur is not None:
        found["investment_eur"] = _written(one.investment_eur)
    if one.discount_percent is not None:
        found["discount_rate"] = _share(one.discount_percent)
    if one.horizon_years is not None:
        found["horizon_years"] = one.horizon_years
    changes = {"energy": one.energy_percent, "other": one.other_percent}
    stated = {name: _share(value) for name, value in changes.items() if value is not None}
    if stated:
        found["price_changes"] = stated
    if one.saving_percent is not None:
        part = one.saving_percent / _HUNDRED
        found["positions"] = {
            name: {"quantity": _written(Decimal(quantity) * part)} for name, quantity in receipts.items()
        }
    return found


def _told(entered: Entered, positions: list[tuple[str, Json]], price: OfferedPrice | None) -> Json:
    """Return what the contract has no place for; ``assumed`` are the assumptions that nobody stated."""
    sources = {key: text for key, text in entered.sources.items() if text}
    assumed = [f"change_{name}" for name in GROUPS if not entered.changes.get(name) and name not in sources]
    if entered.discount_percent == DISCOUNT_PERCENT and "discount" not in sources:
        assumed.insert(0, "discount")
    if not entered.upkeep_eur:
        assumed.append("upkeep")
    found: Json = {
        "sources": sources,
        "roles": [role for role, _position in positions],
        "assumed": assumed,
        "grants": [dict(one) for one in entered.grants],
        "deviations": [RESIDUAL] if entered.residual_eur else [],
        "saving_percent": {
            one.name: _written(one.saving_percent)
            for one in entered.scenarios
            if one.saving_percent is not None
        },
    }
    return found | ({"co2_price": price.key} if price else {})


def _ensure_calculable(found: Made) -> None:
    """Raise StepNeeds with the field where the method refuses the case."""
    try:
        appraise(read_case(found.case))
    except Refused as refused:
        raise StepNeeds(refused.message, field_of(refused.path, found.places) or None) from refused


def _share(percent: Decimal) -> str:
    return _written(percent / _HUNDRED)


def _written(number: Decimal) -> str:
    """Return a number as text without needless digits.

    >>> _written(Decimal("5.0") / 100), _written(Decimal("1E+3"))
    ('0.05', '1000')
    """
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"
