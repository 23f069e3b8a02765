"""Facts about members: organisation, site, role, mandates of advisers."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from klimapakt.organisations.enums import (
    AccessedPage,
    Chamber,
    FinancialControl,
    Heating,
    MandatePart,
    OrganisationKind,
    RoleKind,
    StaffBand,
    Tenure,
    TurnoverBand,
)
from klimapakt.pacts.models import Pact
from klimapakt.pacts.scoping import Scoped


class Organisation(models.Model):
    """A member or future member of a pact: company, university, club.

    Size and turnover are bands and never public; ``programmes`` holds keys of ``Programme``.

    Personal data: none by intent; the name of a sole trader is one and stays as long as the membership.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pact = models.ForeignKey(
        Pact, on_delete=models.PROTECT, related_name="organisations", verbose_name=_("climate pact")
    )
    name = models.CharField(_("name"), max_length=200)
    legal_form = models.CharField(_("legal form"), max_length=80, blank=True)
    sector = models.CharField(_("sector (WZ 2008)"), max_length=120, blank=True)
    kind = models.CharField(
        _("kind of organisation"),
        max_length=20,
        choices=OrganisationKind.choices,
        default=OrganisationKind.COMPANY,
    )
    wz_code = models.CharField(_("code of the sector (WZ 2008)"), max_length=10, blank=True)
    register_number = models.CharField(_("number in the register"), max_length=80, blank=True)
    business_id = models.CharField(_("business identification number (W-IdNr)"), max_length=30, blank=True)
    vat_id = models.CharField(_("VAT identification number"), max_length=20, blank=True)
    staff_band = models.CharField(
        _("number of staff"), max_length=10, choices=StaffBand.choices, default=StaffBand.UNKNOWN, blank=True
    )
    turnover_band = models.CharField(
        _("turnover"), max_length=10, choices=TurnoverBand.choices, default=TurnoverBand.UNKNOWN, blank=True
    )
    chamber = models.CharField(
        _("chamber"), max_length=10, choices=Chamber.choices, default=Chamber.UNKNOWN, blank=True
    )
    is_municipal_holding = models.BooleanField(_("held by the city"), default=False)
    group_parent = models.CharField(_("parent company"), max_length=200, blank=True)
    programmes = models.JSONField(_("other programmes"), default=list, blank=True)
    revision = models.PositiveIntegerField(_("number of changes"), default=1)
    city = models.CharField(_("city"), max_length=120)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    path_to_pact: ClassVar[str] = "pact"
    objects = Scoped()

    class Meta:
        """Members are listed by name."""

        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("name", "id")
        constraints = (
            models.CheckConstraint(condition=~models.Q(name=""), name="organisation_has_a_name"),
            models.UniqueConstraint(fields=("pact", "name"), name="organisation_name_once_per_pact"),
            models.CheckConstraint(
                condition=Q(kind__in=OrganisationKind.values)
                & Q(staff_band__in=StaffBand.values)
                & Q(turnover_band__in=TurnoverBand.values)
                & Q(chamber__in=Chamber.values),
                name="organisation_facts_are_known_kinds",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Site(models.Model):
    """A place where an organisation consumes energy.

    Personal data: the address of a sole trader may be a home address; it is kept as long as the organisation.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="sites", verbose_name=_("organisation")
    )
    name = models.CharField(_("name"), max_length=200)
    address = models.CharField(_("address"), max_length=250, blank=True)
    in_city = models.BooleanField(_("in the city of the pact"), default=True)
    tenure = models.CharField(
        _("owned or rented"), max_length=10, choices=Tenure.choices, default=Tenure.UNKNOWN
    )
    area_m2 = models.DecimalField(_("area in m²"), max_digits=12, decimal_places=2, null=True, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    heating = models.CharField(
        _("heating"), max_length=20, choices=Heating.choices, default=Heating.UNKNOWN, blank=True
    )
    is_operated = models.BooleanField(_("run by the organisation itself"), default=True)
    financial_control = models.CharField(
        _("financial control"),
        max_length=10,
        choices=FinancialControl.choices,
        default=FinancialControl.FULL,
    )
    equity_share_percent = models.DecimalField(
        _("equity share in percent"), max_digits=6, decimal_places=3, null=True, blank=True
    )
    revision = models.PositiveIntegerField(_("number of changes"), default=1)

    path_to_pact: ClassVar[str] = "organisation__pact"
    objects = Scoped()

    class Meta:
        """Sites are listed by name; no two sites of an organisation share one."""

        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(fields=("organisation", "name"), name="site_name_once_per_organisation"),
            models.CheckConstraint(condition=~models.Q(name=""), name="site_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(area_m2__isnull=True) | models.Q(area_m2__gt=0),
                name="site_area_is_positive",
            ),
            models.CheckConstraint(
                condition=models.Q(tenure__in=Tenure.values), name="site_tenure_is_a_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(heating__in=Heating.values) & Q(financial_control__in=FinancialControl.values),
                name="site_facts_are_known_kinds",
            ),
            models.CheckConstraint(
                condition=Q(equity_share_percent__isnull=True)
                | Q(equity_share_percent__gte=0, equity_share_percent__lte=100),
                name="site_equity_share_is_a_share",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Role(models.Model):
    """That a person acts for an organisation, and as what.

    Personal data: the link between a person and an employer; it ends with the role and is then deleted.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="roles", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="roles", verbose_name=_("organisation")
    )
    kind = models.CharField(_("role"), max_length=20, choices=RoleKind.choices)
    since_at = models.DateTimeField(_("since"), auto_now_add=True)

    path_to_pact: ClassVar[str] = "organisation__pact"
    objects = Scoped()

    class Meta:
        """One role per person and organisation."""

        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ("organisation", "person")
        constraints = (
            models.UniqueConstraint(
                fields=("person", "organisation"), name="one_role_per_person_and_organisation"
            ),
            models.CheckConstraint(condition=models.Q(kind__in=RoleKind.values), name="role_is_a_known_kind"),
        )

    def __str__(self) -> str:
        return self.get_kind_display()


class Invitation(models.Model):
    """That somebody may join an organisation in a role, by a link that works once.

    Only the hash of the link's token rests here. Personal data: the invited address and who invited; deleted
    30 days after the invitation was accepted, withdrawn or expired.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="invitations", verbose_name=_("organisation")
    )
    email = models.EmailField(_("e-mail address"))
    kind = models.CharField(_("role"), max_length=20, choices=RoleKind.choices)
    language = models.CharField(_("language"), max_length=2, default="de")
    token_hash = models.CharField(_("hash of the token"), max_length=64, unique=True)
    invited_at = models.DateTimeField(_("invited at"), auto_now_add=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    path_to_pact: ClassVar[str] = "organisation__pact"
    objects = Scoped()

    class Meta:
        """The newest stands first; an address is invited once at a time."""

        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("-invited_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "email"),
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="address_is_invited_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=RoleKind.values), name="invitation_role_is_a_known_kind"
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.get_kind_display()}"


class Mandate(models.Model):
    """That an organisation lets an adviser from outside see or change parts of it, until a day.

    ``email`` is the invited address until somebody accepts; from then on ``adviser`` says who it is. Only the
    hash of the link's token rests here. Personal data: who advises whom, who offered and ended it; deleted
    three years after its end, offers nobody accepted 30 days after they ran out.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="mandates", verbose_name=_("organisation")
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    adviser = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="mandates",
        verbose_name=_("adviser"),
    )
    purpose = models.CharField(_("purpose"), max_length=500)
    sees_inventories = models.BooleanField(MandatePart.INVENTORIES.label, default=False)
    changes_drafts = models.BooleanField(MandatePart.DRAFTS.label, default=False)
    handles_measures = models.BooleanField(MandatePart.MEASURES.label, default=False)
    sees_duties = models.BooleanField(MandatePart.DUTIES.label, default=False)
    begins_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    language = models.CharField(_("language"), max_length=2, default="de")
    token_hash = models.CharField(_("hash of the token"), max_length=64, unique=True)
    offered_at = models.DateTimeField(_("offered at"))
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("offered by"),
    )
    expires_at = models.DateTimeField(_("to be accepted until"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ended by"),
    )
    reminded_at = models.DateTimeField(_("reminded of the end at"), null=True, blank=True)

    path_to_pact: ClassVar[str] = "organisation__pact"
    objects = Scoped()

    class Meta:
        """The newest stands first; nobody has two of one organisation at a time."""

        verbose_name = _("mandate of an adviser")
        verbose_name_plural = _("mandates of advisers")
        ordering = ("-offered_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "email"),
                condition=Q(accepted_at__isnull=True, ended_at__isnull=True),
                name="mandate_is_offered_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=("organisation", "adviser"),
                condition=Q(ended_at__isnull=True),
                name="adviser_has_one_mandate_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(sees_inventories=True) | Q(handles_measures=True) | Q(sees_duties=True),
                name="mandate_opens_something",
            ),
            models.CheckConstraint(
                condition=Q(changes_drafts=False) | Q(sees_inventories=True),
                name="mandate_changes_nothing_unseen",
            ),
            models.CheckConstraint(condition=~Q(purpose=""), name="mandate_has_a_purpose"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("begins_on")), name="mandate_has_an_end"),
            models.CheckConstraint(
                condition=~Q(email="", accepted_at__isnull=True), name="mandate_is_offered_to_somebody"
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.ends_on}"


class MandateAccess(models.Model):
    """That an adviser opened or changed something of a member: one row per day, page and thing.

    Written before the page is shown and never changed; the member reads it. Personal data: none but through
    the mandate, with which it goes (CASCADE).
    """

    mandate = models.ForeignKey(
        Mandate, on_delete=models.CASCADE, related_name="accesses", verbose_name=_("mandate")
    )
    on = models.DateField(_("on"))
    page = models.CharField(_("page"), max_length=10, choices=AccessedPage.choices)
    thing = models.UUIDField(_("what it was about"))
    is_change = models.BooleanField(_("changed or tried to"))
    first_at = models.DateTimeField(_("first at"))

    path_to_pact: ClassVar[str] = "mandate__organisation__pact"
    objects = Scoped()

    class Meta:
        """The latest stands first."""

        verbose_name = _("access under a mandate")
        verbose_name_plural = _("accesses under mandates")
        ordering = ("-first_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("mandate", "on", "page", "thing", "is_change"), name="access_once_per_day_and_thing"
            ),
            models.CheckConstraint(condition=Q(page__in=AccessedPage.values), name="access_page_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.mandate_id} {self.on} {self.page}"
