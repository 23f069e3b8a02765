"""Appraisals in the demo: measures that pay and measures that do not. All figures are invented."""

from decimal import Decimal
from typing import Any, Final

from klimapakt.demo.versions import person
from klimapakt.duties import days
from klimapakt.measures import actions
from klimapakt.measures.appraising.entered import Entered, Line, RiskEntered, Scenario
from klimapakt.measures.models import Appraisal, Measure

_NAMES: Final = {
    "saving": "Eingesparte Energie",
    "upkeep": "Unterhalt",
    "co2": "Gesparter CO₂-Preis",
    "residual": "Restwert (weicht von der Norm ab)",
}
_SOURCE: Final = "Demo, erfunden"
_SCENARIOS: Final = (
    Scenario("Schlechtester Fall", discount_percent=Decimal(8), saving_percent=Decimal(75)),
    Scenario("Bester Fall", energy_percent=Decimal(4), saving_percent=Decimal(110)),
)
_BAKERY: Final = ("led-lighting", "oven-batches", "cooling-heat", "pv-own-use")
_SMALL: Final = (
    # investment, kWh a year, EUR each, upkeep, years, tonnes a year
    ("18000", "21000", "0.27", "150", "12", "7.6"),
    ("4200", "9500", "0.09", "0", "8", "1.7"),
    ("26000", "34000", "0.09", "420", "15", "6.1"),
    ("78000", "38000", "0.17", "700", "20", "13.2"),
    ("9500", "4100", "0.27", "60", "10", "1.5"),
    ("140000", "95000", "0.11", "2400", "15", "18.4"),
    ("33000", "52000", "0.19", "300", "12", "17.5"),
)
_WORKS: Final = 12
"""So many of the machine builder's measures have been appraised; the others wait."""


def load() -> None:
    """Appraise the measures once; nothing that exists is changed."""
    if Appraisal.objects.exists():
        return
    bruno, carla = person("bruno@sonnenkorn"), person("carla@rheinbogen")
    measures = Measure.objects.filter(is_before_pact=False)
    for place, key in enumerate(_BAKERY):
        found = measures.filter(organisation__name__startswith="Bäckerei Sonnenkorn", library_key=key).first()
        if found is not None:
            _appraise(found, place, bruno)
    works = measures.filter(organisation__name__startswith="Metallwerk Rheinbogen").exclude(state="dropped")
    for place, one in enumerate(works.order_by("title", "pk")[:_WORKS]):
        _appraise(one, place, carla)
    _anew(measures, bruno)


def _appraise(measure: Measure, place: int, by: Any) -> None:  # noqa: ANN401  (as ``person`` returns it)
    actions.appraise(measure=measure, entered=_entered(place), reason="", on=days.today(), by=by)


def _anew(measures: Any, by: Any) -> None:  # noqa: ANN401  (rows and a person)
    """Appraise the photovoltaics of the bakery once more, with a grant that is not approved yet."""
    found = measures.filter(
        organisation__name__startswith="Bäckerei Sonnenkorn", library_key="pv-own-use"
    ).first()
    if found is None:
        return
    full = {
        "grant_eur": Decimal(4000),
        "grants": ({"name": "Städtische Förderung (Demo)", "state": "intended", "amount_eur": "4000.00"},),
        "scenarios": _SCENARIOS,
        "risk": RiskEntered("deduction", loss_percent=Decimal(15), probability_percent=Decimal(10)),
        "lines": (
            Line("Neuer Wechselrichter", -1, Decimal(1), Decimal(6500), "other", "once", 12, source=_SOURCE),
            Line("Rückbau", -1, Decimal(1), Decimal(3000), "other", "once", 20, source=_SOURCE),
        ),
        "degradation_percent": Decimal("0.4"),
        "sources": {"energy": _SOURCE, "degradation": _SOURCE, "discount": "Angebot der Hausbank (Demo)"},
        "discount_percent": Decimal("4.5"),
        "effects": "Mehr Unabhängigkeit von Strompreisen; sichtbar für Kundinnen und Kunden.",
    }
    entered = _entered(3, **full)
    reason = "Angebot der Hausbank und Förderung liegen vor."
    actions.appraise(measure=found, entered=entered, reason=reason, on=days.today(), by=by)


def _entered(place: int, **more: Any) -> Entered:  # noqa: ANN401  (fields by name)
    investment, kwh, price, upkeep, years, tonnes = map(Decimal, _SMALL[place % len(_SMALL)])
    scale, part = 1 + Decimal(place // len(_SMALL)) / 4, 1 - Decimal(place) / 40
    values: dict[str, Any] = {
        "investment_eur": investment * scale,
        "quantity": kwh * part,
        "unit_price_eur": price,
        "upkeep_eur": upkeep,
        "life_years": years,
        "horizon_years": int(years),
        "tonnes": tonnes * part,
        "changes": {"energy": Decimal(2)},
        "sources": {"energy": _SOURCE},
        "names": _NAMES,
        **more,
    }
    return Entered(**values)
