"""Meters with bills of the hotel; a finished survey and all categories of scope 3 at the metalworks.

The bills of the hotel's heat cross every turn of the year, leave out three weeks and overlap by eight days,
so that there is something to mend. Everything is invented.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.utils import timezone

from klimapakt.inventories import actions
from klimapakt.inventories.actions import Assessment, BillFacts, MeterFacts, SurveyFacts
from klimapakt.inventories.enums import BillSplit, Relevance
from klimapakt.inventories.models import Inventory, Meter, RelevanceAnswer, Survey
from klimapakt.methods.commuting import Commute
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person

_HOTEL, _METALWORKS = "Hotel am Stadtpark", "Metallwerk Rheinbogen"
_YEAR: Final = 2024

_HEAT: Final = (
    (date(2022, 10, 12), date(2023, 10, 4), "498200", "W-2023-117", False),
    (date(2023, 10, 5), date(2024, 5, 2), "371400", "W-2024-031", False),
    (date(2024, 5, 24), date(2024, 10, 9), "58900", "W-2024-088", False),
    (date(2024, 10, 2), date(2025, 9, 30), "476300", "W-2025-102", True),
)
_POWER: Final = (
    (date(2023, 3, 16), date(2024, 3, 14), "87900", "S-24-5531", False),
    (date(2024, 3, 15), date(2025, 3, 13), "88600", "S-25-5207", False),
)

_COMMUTES: Final = (
    *(Commute("car", km, days) for km, days in zip((12, 28, 9, 41, 17, 6), (5, 5, 5, 4, 5, 5), strict=True)),
    *(Commute("car", km, 5, persons_in_car=2) for km in (22, 22, 18, 35)),
    *(Commute("car", km, 3, 2) for km in (25, 33, 14, 48, 19)),
    *(Commute("electric_car", km, 5) for km in (16, 24, 31, 11)),
    *(Commute("bus", km, 5) for km in (4, 7, 9, 5)),
    *(Commute("tram", km, 4, 1) for km in (8, 11, 6)),
    *(Commute("local_train", km, 3, 2) for km in (38, 52, 27, 44)),
    Commute("long_distance_train", 96, 2, 3),
    *(Commute("e_bike", km, 5) for km in (9, 13, 7)),
    *(Commute("bicycle_or_foot", km, 5) for km in (2, 4, 3, 1, 5, 6)),
)

_RELEVANCE: Final[Mapping[int, tuple[Relevance, str]]] = {
    1: (Relevance.ESTIMATED, "Stahl und Aluminium; Gewichte liegen im Einkauf vor, Faktoren fehlen noch"),
    2: (Relevance.MEASURED, ""),
    3: (Relevance.MEASURED, ""),
    4: (Relevance.MEASURED, ""),
    5: (Relevance.MEASURED, ""),
    6: (Relevance.MEASURED, ""),
    7: (Relevance.MEASURED, ""),
    8: (Relevance.NOT_RELEVANT, "Gemietete Räume sind in Strom und Wärme schon enthalten"),
    9: (Relevance.NOT_RELEVANT, "Wir liefern frei Haus; alle Transporte stehen in Kategorie 4"),
    10: (Relevance.ESTIMATED, "Kunden montieren die Teile; erste Abschätzung folgt"),
    11: (Relevance.NOT_RELEVANT, "Drehteile brauchen im Gebrauch keine Energie"),
    12: (Relevance.NOT_RELEVANT, "Metall wird fast vollständig wiederverwertet"),
    13: (Relevance.NOT_RELEVANT, "Wir vermieten nichts"),
    14: (Relevance.NOT_RELEVANT, "Kein Franchise"),
    15: (Relevance.NOT_RELEVANT, "Keine Beteiligungen"),
}


def load() -> None:
    """Create what is missing; nothing that exists is changed."""
    hotel = Organisation.objects.filter(name__startswith=_HOTEL).first()
    if hotel is not None:
        _load_meters(hotel)
    works = Inventory.objects.filter(organisation__name__startswith=_METALWORKS, year=_YEAR)
    for inventory in works.order_by("version")[:1]:
        _load_survey(inventory)
        _load_relevance(inventory)


@transaction.atomic
def _load_meters(hotel: Organisation) -> None:
    if Meter.objects.filter(organisation=hotel).exists():
        return
    by = _somebody_of(hotel)
    sites = {site.name: site for site in hotel.sites.all()}
    heat = MeterFacts(
        name="Fernwärme Haupthaus",
        activity="district_heat",
        unit="kWh",
        site=sites.get("Haupthaus"),
        split=BillSplit.DEGREE_DAYS,
        heating_share=Decimal("0.7"),
        extras={
            "supplier_kg_per_unit": "0.142",
            "supplier_source": "Stadtwerke Musterstadt, Emissionsfaktor Fernwärme 2024",
        },
    )
    power = MeterFacts(
        name="Strom Gästehaus 1EMH0076",
        activity="electricity",
        unit="kWh",
        site=sites.get("Gästehaus am Park"),
    )
    for facts, bills in ((heat, _HEAT), (power, _POWER)):
        _load_bills(actions.add_meter(organisation=hotel, facts=facts, by=by), bills, by)


def _load_bills(meter: Meter, bills: Sequence[tuple[date, date, str, str, bool]], by: Person | None) -> None:
    for first, last, amount, reference, is_estimated in bills:
        facts = BillFacts(first, last, Decimal(amount), is_estimated=is_estimated, reference=reference)
        actions.add_bill(meter=meter, facts=facts, by=by)


@transaction.atomic
def _load_survey(inventory: Inventory) -> None:
    if not inventory.is_open or Survey.objects.filter(inventory=inventory).exists():
        return
    by = _somebody_of(inventory.organisation)
    facts = SurveyFacts(
        staff=212,
        workdays=218,
        hours_per_day=Decimal("7.4"),
        closes_on=timezone.localdate() + timedelta(days=14),
    )
    survey = actions.open_survey(inventory=inventory, facts=facts, by=by)
    for commute in _COMMUTES:
        actions.answer_survey(survey=survey, answer=commute)
    actions.close_survey(survey=survey, by=by)


@transaction.atomic
def _load_relevance(inventory: Inventory) -> None:
    if not inventory.is_open or RelevanceAnswer.objects.filter(inventory=inventory).exists():
        return
    by = _somebody_of(inventory.organisation)
    for category, (relevance, reason) in _RELEVANCE.items():
        assessment = Assessment(category, relevance, reason, seen_revision=0)
        actions.assess_category(inventory=inventory, assessment=assessment, by=by)


def _somebody_of(organisation: Organisation) -> Person | None:
    role = organisation.roles.select_related("person").order_by("pk").first()
    return role.person if role else None
