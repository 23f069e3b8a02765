"""Meters, bills and surveys for tests, made by the same actions as everybody else's."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from klimapakt.inventories import actions
from klimapakt.inventories.actions import BillFacts, MeterFacts, SurveyFacts
from klimapakt.inventories.enums import BillSplit
from klimapakt.inventories.models import Bill, Inventory, Meter, Survey
from klimapakt.methods.commuting import Commute
from klimapakt.organisations.models import Organisation, Site

WINTER = BillFacts(date(2023, 11, 15), date(2024, 11, 13), Decimal(36500), reference="R-1")


def meter_of(organisation: Organisation) -> Meter:
    """Return the electricity meter of an organisation; it is made on the first call."""
    known = Meter.objects.filter(organisation=organisation).order_by("name").first()
    facts = MeterFacts("1EMH0012", "electricity", "kWh", site=organisation.sites.order_by("name").first())
    return known or actions.add_meter(organisation=organisation, facts=facts, by=None)


def gas_meter(organisation: Organisation, site: Site | None = None) -> Meter:
    """Return a gas meter of which 80 percent follow degree days."""
    facts = MeterFacts(
        "Boiler", "natural_gas", "kWh_Hs", site, BillSplit.DEGREE_DAYS, heating_share=Decimal("0.8")
    )
    return actions.add_meter(organisation=organisation, facts=facts, by=None)


def bill_of(meter: Meter) -> Bill:
    """Return the first bill of a meter; it is made on the first call and crosses the turn of the year."""
    known = Bill.objects.filter(meter=meter).order_by("pk").first()
    return known or actions.add_bill(meter=meter, facts=WINTER, by=None)


def survey_of(inventory: Inventory, staff: int = 20) -> Survey:
    """Return the survey of an inventory; it is opened on the first call."""
    closes = timezone.localdate() + timedelta(days=14)
    facts = SurveyFacts(staff=staff, workdays=220, hours_per_day=Decimal(8), closes_on=closes)
    known = Survey.objects.filter(inventory=inventory).first()
    return known or actions.open_survey(inventory=inventory, facts=facts, by=None)


def answered(survey: Survey, *answers: Commute) -> None:
    """Answer a survey."""
    for answer in answers:
        actions.answer_survey(survey=survey, answer=answer)
