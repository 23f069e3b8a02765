"""Closed sets of the pacts; the stored keys never change, the labels may."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OfficeKind(TextChoices):
    """What somebody does for a pact; one person has one such role in one pact."""

    LEAD = "lead", _("Head of the pact office")
    CASE_WORKER = "case_worker", _("Case worker")
    REVIEWER = "reviewer", _("Reviewer")
    EDITOR = "editor", _("Editor")
    SIGNATORY = "signatory", _("Signatory for the city")
    CHAMBER_PARTNER = "chamber_partner", _("Partner in a chamber")
    ADVISER = "adviser", _("Adviser")
    LEADERSHIP = "leadership", _("Leadership of the city")


class PartnerChamber(TextChoices):
    """Which chamber a partner works for; the keys are those by which members name theirs."""

    COMMERCE = "ihk", _("Chamber of industry and commerce (IHK)")
    CRAFTS = "hwk", _("Chamber of skilled crafts (HWK)")


class VersionState(TextChoices):
    """How far a version of the rulebook has come; told from its days, never stored."""

    DRAFT = "draft", _("Draft")
    PROPOSED = "proposed", _("Proposed")
    RETURNED = "returned", _("Sent back")
    IN_FORCE = "in_force", _("In force")
    REPLACED = "replaced", _("Replaced")
