"""Closed sets of the organisations room; the stored keys never change, the labels may."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoleKind(models.TextChoices):
    """What a person does for an organisation; one person has one role in one organisation."""

    MANAGEMENT = "management", _("Management")
    CLIMATE_CONTACT = "climate_contact", _("Climate contact")
    DATA_ENTRY = "data_entry", _("Data entry")
    PRESS = "press", _("Press and publicity")
    READ_ONLY = "read_only", _("Read only")


class Tenure(models.TextChoices):
    """Whether the organisation owns a site or rents it: decides who can change the heating."""

    OWNED = "owned", _("Owned")
    RENTED = "rented", _("Rented")
    UNKNOWN = "unknown", _("Not stated")


class OrganisationKind(models.TextChoices):
    """What a member is; not every member is a company."""

    COMPANY = "company", _("Company")
    CRAFT = "craft", _("Craft firm")
    MUNICIPAL = "municipal", _("Municipal company")
    PUBLIC = "public", _("Public authority or institution")
    UNIVERSITY = "university", _("University or school")
    ASSOCIATION = "association", _("Club or association")
    OTHER = "other", _("Something else")


class StaffBand(models.TextChoices):
    """Number of staff as a band; the exact number stays with the member."""

    UNKNOWN = "", _("Not stated")
    MICRO = "0-9", _("up to 9")
    SMALL = "10-49", _("10 to 49")
    MEDIUM = "50-249", _("50 to 249")
    LARGE = "250-999", _("250 to 999")
    VERY_LARGE = "1000+", _("1,000 and more")


class TurnoverBand(models.TextChoices):
    """Turnover of a year as a band, with the limits of the EU's definition of small and medium companies."""

    UNKNOWN = "", _("Not stated")
    MICRO = "0-2m", _("up to 2 million euros")
    SMALL = "2-10m", _("more than 2 to 10 million euros")
    MEDIUM = "10-50m", _("more than 10 to 50 million euros")
    LARGE = "50m+", _("more than 50 million euros")


class Chamber(models.TextChoices):
    """Which chamber looks after the organisation."""

    UNKNOWN = "", _("Not stated")
    COMMERCE = "ihk", _("Chamber of industry and commerce (IHK)")
    CRAFTS = "hwk", _("Chamber of skilled crafts (HWK)")
    BOTH = "both", _("Both")
    NONE = "none", _("None")


def chambers_with(chamber: str) -> tuple[str, ...]:
    """Return the values with which an organisation names this chamber, alone or with the other one.

    >>> [str(one) for one in chambers_with("ihk")]
    ['ihk', 'both']
    """
    return (Chamber(chamber), Chamber.BOTH)


class Programme(models.TextChoices):
    """Other programmes and standards a member takes part in."""

    OEKOPROFIT = "oekoprofit", "ÖKOPROFIT"
    EMAS = "emas", "EMAS"
    ISO_14001 = "iso14001", "ISO 14001"
    ISO_50001 = "iso50001", "ISO 50001"
    SBTI = "sbti", "SBTi"
    BW_ALLIANCE = "bw_klimabuendnis", _("Climate alliance Baden-Württemberg")
    IEEKN = "ieekn", _("Energy-efficiency and climate network (IEEKN)")


class Heating(models.TextChoices):
    """How a site is heated."""

    UNKNOWN = "", _("Not stated")
    GAS = "gas", _("Natural gas")
    OIL = "oil", _("Heating oil")
    DISTRICT = "district", _("District heat")
    HEAT_PUMP = "heat_pump", _("Heat pump")
    ELECTRIC = "electric", _("Electric heating")
    WOOD = "wood", _("Wood")
    NONE = "none", _("Not heated")


class FinancialControl(models.TextChoices):
    """Who decides financially about a site; the keys are those of the calculation's contract."""

    FULL = "full", _("We alone")
    JOINT = "joint", _("Jointly with others")
    NONE = "none", _("Others")


class MandatePart(models.TextChoices):
    """What a mandate opens; the pages of members enforce exactly these."""

    INVENTORIES = "inventories", _("See inventories, bills and evidence")
    DRAFTS = "drafts", _("Fill and change drafts of inventories")
    MEASURES = "measures", _("See and change the list of measures")
    DUTIES = "duties", _("See what is owed and when")


class MandateState(models.TextChoices):
    """How a mandate stands; told from its days, never stored."""

    OFFERED = "offered", _("Offered, not accepted yet")
    LAPSED = "lapsed", _("Not accepted in time")
    IN_FORCE = "in_force", _("In force")
    EXPIRED = "expired", _("Ended on its last day")
    ENDED = "ended", _("Ended early")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class AccessedPage(models.TextChoices):
    """What of a member an adviser looked at or changed, as the member reads it."""

    OVERVIEW = "overview", _("Overview of the mandate")
    INVENTORY = "inventory", _("Inventory and result")
    ROWS = "rows", _("Consumption, row by row")
    FILES = "files", _("Files read in")
    METERS = "meters", _("Meters and bills")
    EVIDENCE = "evidence", _("Evidence")
    SURVEY = "survey", _("Survey of commuting")
    DOWNLOAD = "download", _("Download")
    MEASURES = "measures", _("Measures")
    DUTIES = "duties", _("What is owed")
