"""An appraisal becomes what the form shows again, and a measure what it shows the first time. Pure."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from klimapakt.measures.appraising.cases import LINE
from klimapakt.measures.appraising.entered import DISCOUNT_PERCENT, GROUPS
from klimapakt.measures.enums import GrantState
from klimapakt.measures.models import Appraisal, Grant, Measure, Statement

Initial = dict[str, object]
_MG_PER_TONNE: Final = Decimal(10) ** 9
_HUNDRED: Final = Decimal(100)


def initial_of_measure(measure: Measure, saving: Statement | None, grants: Iterable[Grant]) -> Initial:
    """Return what a measure knows already; what it does not know stays empty and is asked for."""
    found: Initial = {
        "investment_eur": measure.investment_eur,
        "life_years": measure.life_years,
        "grant_eur": granted(grants) or None,
        "discount_percent": DISCOUNT_PERCENT,
        "price_year": 1,
        **{f"change_{name}": Decimal(0) for name in GROUPS},
    }
    if saving is not None:
        found |= _saved(saving)
    return found


def initial_of_appraisal(appraisal: Appraisal) -> Initial:
    """Return the fields of the form as they were when this version was made."""
    case, told = appraisal.case, appraisal.told
    sources = told.get("sources", {})
    found: Initial = {
        "investment_eur": Decimal(case["investment_eur"]),
        "grant_eur": Decimal(case["grant_eur"]) or None,
        "life_years": Decimal(case["useful_life_years"]),
        "horizon_years": case["horizon_years"],
        "discount_percent": _percent(case["discount_rate"]),
        "price_year": case["price_year"],
        **{f"change_{name}": _percent(case["price_changes"][name]) for name in GROUPS},
        **{f"source_{key}": text for key, text in sources.items()},
        "co2_price": told.get("co2_price", ""),
        "effects": appraisal.effects,
        **_risk_and_tax(case),
    }
    if "emissions" in case:
        found["tonnes"] = Decimal(case["emissions"]["saved_mg_per_year"][0]) / _MG_PER_TONNE
    lines: list[Initial] = []
    for role, position in zip(told["roles"], case["positions"], strict=True):
        _reopen(role, position, found, lines)
    for place, line in enumerate(lines):
        found |= {f"line-{place}-{key}": value for key, value in line.items()}
    for place, (name, changes) in enumerate(case.get("scenarios", {}).items()):
        found |= {f"scenario-{place}-{key}": value for key, value in _scenario(name, changes, told).items()}
    return {**found, "line_count": len(lines), "scenario_count": len(case.get("scenarios", {}))}


def granted(grants: Iterable[Grant]) -> Decimal:
    """Return the grants that are not refused, together; whether they are approved is told beside them."""
    return sum((one.amount_eur for one in counted(grants) if one.amount_eur), Decimal(0))


def counted(grants: Iterable[Grant]) -> list[Grant]:
    """Return the grants that may still come or have come, with an amount."""
    return [one for one in grants if one.state != GrantState.REFUSED and one.amount_eur is not None]


def _saved(saving: Statement) -> Initial:
    """Return energy and price where both are known; else the euros as one piece."""
    found: Initial = {}
    if saving.mg is not None:
        found["tonnes"] = Decimal(saving.mg) / _MG_PER_TONNE
    if saving.saved_kwh:
        found["quantity"] = saving.saved_kwh
        if saving.saved_eur:
            found["unit_price_eur"] = (saving.saved_eur / saving.saved_kwh).quantize(Decimal("0.0001"))
    elif saving.saved_eur:
        found["quantity"], found["unit_price_eur"] = Decimal(1), saving.saved_eur
    return found


def _reopen(role: str, position: Mapping[str, Any], found: Initial, lines: list[Initial]) -> None:
    if role.startswith(LINE):
        timing = position["timing"]
        lines.append(
            {
                "name": position["name"],
                "sign": str(position["sign"]),
                "quantity": Decimal(position["quantity"]),
                "unit_price_eur": Decimal(position["unit_price_eur"]),
                "group": position["group"],
                "timing": timing["kind"],
                "number": timing.get("n", timing.get("year")),
                "degradation_percent": _percent(position.get("degradation", "0")) or None,
                "source": position.get("source", ""),
            }
        )
    elif role == "saving":
        found["quantity"] = Decimal(position["quantity"])
        found["unit_price_eur"] = Decimal(position["unit_price_eur"])
        found["degradation_percent"] = _percent(position.get("degradation", "0")) or None
    elif role in ("upkeep", "residual"):
        found[f"{role}_eur"] = Decimal(position["unit_price_eur"])


def _risk_and_tax(case: Mapping[str, Any]) -> Initial:
    found: Initial = {}
    risk, tax = case.get("risk"), case.get("tax")
    if risk and risk["kind"] == "surcharge":
        found |= {"risk": "surcharge", "risk_points": _percent(risk["points"])}
    elif risk:
        loss, probability = _percent(risk["loss_share"]), _percent(risk["probability"])
        found |= {"risk": "deduction", "risk_loss": loss, "risk_probability": probability}
    if tax:
        years = Decimal(tax["depreciation_years"])
        found |= {"tax_percent": _percent(tax["rate"]), "depreciation_years": years}
    return found


def _scenario(name: str, changes: Mapping[str, Any], told: Mapping[str, Any]) -> Initial:
    found: Initial = {"name": name, "horizon_years": changes.get("horizon_years")}
    if "investment_eur" in changes:
        found["investment_eur"] = Decimal(changes["investment_eur"])
    if "discount_rate" in changes:
        found["discount_percent"] = _percent(changes["discount_rate"])
    for group, rate in changes.get("price_changes", {}).items():
        found[f"{group}_percent"] = _percent(rate)
    if name in told.get("saving_percent", {}):
        found["saving_percent"] = Decimal(told["saving_percent"][name])
    return found


def _percent(share: str) -> Decimal:
    return Decimal(share) * _HUNDRED
