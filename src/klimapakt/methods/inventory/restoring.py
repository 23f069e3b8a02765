"""An inventory as it was calculated, rebuilt from its record: nothing is resolved or multiplied again.

The printed contract rounds amounts and factors to float64; ``exact_of`` adds what it leaves out, so that the
restored result says the same as the calculated one, to the last digit and in every language.
"""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from klimapakt.methods.factors import edition
from klimapakt.methods.inventory.energy import Energy, VsmeB3
from klimapakt.methods.inventory.engine import Inventory
from klimapakt.methods.inventory.lines import Line
from klimapakt.methods.inventory.parse import read_case
from klimapakt.methods.inventory.parts import Finding, Part
from klimapakt.methods.inventory.quality import InventoryUncertainty
from klimapakt.methods.inventory.totals import Totals
from klimapakt.methods.messages import Message
from klimapakt.methods.uncertainty import Uncertainty

_ENERGY = (
    "total",
    "renewable",
    "electricity_renewable",
    "electricity_non_renewable",
    "fuels_renewable",
    "fuels_non_renewable",
)
_PLAIN = (str, int, float, type(None))


def exact_of(result: Inventory) -> dict[str, Any]:
    """Return what the printed result leaves out: exact amounts and factors as text, reasons as messages.

    A line is amount, factor, quality of the factor and the place of its reason among ``reasons``.
    """
    reasons = _Reasons()
    lines = [
        [str(line.amount), str(line.kg_per_unit), line.quality, reasons.place_of(line.reason)]
        for line in result.lines
    ]
    energy = {name: str(getattr(result.energy, name)) for name in _ENERGY}
    return {
        "lines": lines,
        "reasons": reasons.distinct,
        "findings": [_message_as_json(finding.message) for finding in result.findings],
        "energy": {**energy, "by_carrier": {key: str(mwh) for key, mwh in result.energy.by_carrier.items()}},
        "vsme_b3": {
            "scope1_t": str(result.vsme_b3.scope1_t),
            "scope2_location_t": str(result.vsme_b3.scope2_location_t),
            "intensity_t_per_million_eur": _text(result.vsme_b3.intensity_t_per_million_eur),
        },
    }


def restored(case: Mapping[str, Any], printed: Mapping[str, Any], exact: Mapping[str, Any]) -> Inventory:
    """Return the result that was recorded: the case, the printed result and what ``exact_of`` added.

    Names and attributions of factors come from the edition of the same name; every figure, factor, source
    and reason comes from the record.
    """
    energy = _energy(exact["energy"])
    reasons = [_message(raw) for raw in exact["reasons"]]
    return Inventory(
        case=read_case(case),
        factors=edition(printed["edition"]),
        lines=tuple(
            _line(line, more, reasons) for line, more in zip(printed["lines"], exact["lines"], strict=True)
        ),
        totals=_totals(printed["totals"]),
        energy=energy,
        vsme_b3=_vsme(exact["vsme_b3"], energy),
        quality_score=printed["quality_score"],
        uncertainty=InventoryUncertainty(
            **{
                name: Uncertainty(known["u_mg"], known["percent"])
                for name, known in printed["uncertainty"].items()
            }
        ),
        findings=tuple(
            Finding(known["rule"], known["severity"], known["activity"], _message(message))
            for known, message in zip(printed["findings"], exact["findings"], strict=True)
        ),
    )


def _line(printed: Mapping[str, Any], exact: Sequence[Any], reasons: Sequence[Message]) -> Line:
    amount, kg_per_unit, quality, reason = exact
    part = Part(
        part=printed["part"],
        scope=printed["scope"],
        scope3_category=printed["scope3_category"],
        category=printed["category"],
        method=printed["method"],
        factor_id=printed["factor_id"],
        kg_per_unit=Decimal(kg_per_unit),
        unit=printed["unit"],
        source=printed["source"],
        reason=reasons[reason],
        quality=quality,
    )
    return Line(printed["id"], printed["activity"], Decimal(amount), printed["co2e_mg"], part)


def _totals(printed: Mapping[str, Any]) -> Totals:
    return Totals(
        scope1_mg=printed["scope1_mg"],
        scope2_location_mg=printed["scope2_location_mg"],
        scope2_market_mg=printed["scope2_market_mg"],
        scope3_mg={category: printed["scope3_mg"][str(category)] for category in range(1, 16)},
        biogenic_co2_mg=printed["biogenic_co2_mg"],
        memo_mg=dict(printed["memo_mg"]),
    )


def _energy(exact: Mapping[str, Any]) -> Energy:
    by_carrier = {key: Decimal(mwh) for key, mwh in exact["by_carrier"].items()}
    return Energy(by_carrier=by_carrier, **{name: Decimal(exact[name]) for name in _ENERGY})


def _vsme(exact: Mapping[str, Any], energy: Energy) -> VsmeB3:
    intensity = exact["intensity_t_per_million_eur"]
    return VsmeB3(
        energy,
        Decimal(exact["scope1_t"]),
        Decimal(exact["scope2_location_t"]),
        None if intensity is None else Decimal(intensity),
    )


class _Reasons:
    """The distinct reasons in the order in which they first occur; resolutions share the same objects."""

    def __init__(self) -> None:
        self.distinct: list[dict[str, Any]] = []
        self._by_content: dict[str, int] = {}
        self._by_object: dict[int, int] = {}

    def place_of(self, reason: Message) -> int:
        """Return the place of a reason, adding it when it is new."""
        known = self._by_object.get(id(reason))
        if known is None:
            told = _message_as_json(reason)
            known = self._by_content.setdefault(json.dumps(told), len(self.distinct))
            if known == len(self.distinct):
                self.distinct.append(told)
            self._by_object[id(reason)] = known
        return known


def _message_as_json(message: Message) -> dict[str, Any]:
    params = {
        name: {"message": _message_as_json(value)}
        if isinstance(value, Message)
        else (value if isinstance(value, _PLAIN) else str(value))
        for name, value in message.params.items()
    }
    return {"code": message.code, "template": message.template, "params": params}


def _message(raw: Mapping[str, Any]) -> Message:
    params = {
        name: _message(value["message"]) if isinstance(value, dict) else value
        for name, value in raw["params"].items()
    }
    return Message(raw["code"], raw["template"], params)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
