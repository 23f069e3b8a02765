"""Closed sets of the measures room; the stored keys never change, the labels may."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Field(models.TextChoices):
    """Field of action a measure belongs to."""

    ELECTRICITY = "electricity", _("Electricity and lighting")
    HEAT = "heat", _("Heat and buildings")
    RENEWABLES = "renewables", _("Own renewable energy")
    PROCESSES = "processes", _("Production and processes")
    COOLING = "cooling", _("Cooling and refrigerants")
    MOBILITY = "mobility", _("Mobility and fleet")
    LOGISTICS = "logistics", _("Transport and logistics")
    MATERIALS = "materials", _("Materials and purchasing")
    WASTE = "waste", _("Waste and circular economy")
    ORGANISATION = "organisation", _("Organisation and behaviour")
    OTHER = "other", _("Something else")


class Sector(models.TextChoices):
    """Kind of business a measure of the library is typical for."""

    ALL = "all", _("Every business")
    OFFICE = "office", _("Offices and services")
    RETAIL = "retail", _("Retail")
    FOOD = "food", _("Food and bakeries")
    CRAFT = "craft", _("Crafts")
    MANUFACTURING = "manufacturing", _("Manufacturing")
    HOSPITALITY = "hospitality", _("Hotels and restaurants")
    LOGISTICS = "logistics", _("Logistics")
    HEALTH = "health", _("Health and public bodies")


class MeasureState(models.TextChoices):
    """How far a measure is."""

    IDEA = "idea", _("Idea")
    PLANNED = "planned", _("Planned")
    DECIDED = "decided", _("Decided")
    IN_WORK = "in_work", _("In work")
    IMPLEMENTED = "implemented", _("Implemented")
    EVIDENCED = "evidenced", _("Evidenced")
    VERIFIED = "verified", _("Verified")
    POSTPONED = "postponed", _("Postponed")
    DROPPED = "dropped", _("Dropped")


class SavingState(models.TextChoices):
    """The four states of a saving; they are never added to one another."""

    PLANNED = "planned", _("planned")
    IMPLEMENTED = "implemented", _("implemented")
    EVIDENCED = "evidenced", _("evidenced")
    VERIFIED = "verified", _("verified")


class SavingMethod(models.TextChoices):
    """How a saving was found; the keys are those of ``methods.savings.METHODS``."""

    BEFORE_AFTER = "before_after", _("Comparison before and after")
    ENGINEERING = "engineering", _("Calculated from technical figures")
    SUPPLIER = "supplier", _("Figure of the supplier")
    NOT_QUANTIFIED = "not_quantified", _("Not quantified")


class Barrier(models.TextChoices):
    """Why something waits or was dropped; the keys are those of missed duties, so that both are counted."""

    GRID_CONNECTION = "grid_connection", _("Grid connection is missing")
    PERMIT = "permit", _("Permit is missing")
    CRAFT_CAPACITY = "craft_capacity", _("No craft firm has time")
    LANDLORD = "landlord", _("Landlord does not agree or answer")
    MONEY = "money", _("Money is missing")
    STAFF = "staff", _("Nobody has time for it")
    SUPPLIER = "supplier", _("Supplier does not deliver goods or data")
    PRIORITIES = "priorities", _("Something else came first")
    OTHER = "other", _("Another reason")


class Side(models.TextChoices):
    """For whom somebody acted."""

    MEMBER = "member", _("the member")
    OFFICE = "office", _("the pact office")


class GrantState(models.TextChoices):
    """How far a grant is."""

    INTENDED = "intended", _("Intended")
    REQUESTED = "requested", _("Requested")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")
    PAID = "paid", _("Paid")


class GrantOrder(models.TextChoices):
    """What a grant demands about the order of the steps."""

    APPROVAL_FIRST = "approval_first", _("Order only after the approval")
    REQUEST_FIRST = "request_first", _("Order only after the request")
    CONTRACT_FIRST = "contract_first", _("Contract with a condition clause before the request")
    NONE = "none", _("The order does not matter")


class ShareState(models.TextChoices):
    """What another member has said about its part of a shared measure."""

    PROPOSED = "proposed", _("Proposed")
    AGREED = "agreed", _("Agreed")
    DECLINED = "declined", _("Declined")
