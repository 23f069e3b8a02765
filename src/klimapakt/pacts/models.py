"""Facts about pacts: the pact itself, who works for it, and the versions of its rulebook."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from klimapakt.pacts.enums import OfficeKind, PartnerChamber, VersionState
from klimapakt.pacts.scoping import Scoped

_SHA256_HEX = 64


def both_languages() -> list[str]:
    """Return the languages a pact has unless it says otherwise, the first one first."""
    return ["de", "en"]


class Pact(models.Model):
    """A city's climate pact. Its pages answer under ``host``; without one, under every host no other has.

    ``accent`` is empty where the pages keep the colour of Klimapakt; ``least_members`` where the minimum
    group of the method counts, below which no pact can go. Personal data: none by intent; the contact address
    is that of the office.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    city = models.CharField(_("city"), max_length=120)
    host = models.CharField(_("host name"), max_length=253, blank=True, unique=True)
    languages = models.JSONField(_("languages"), default=both_languages)
    contact_email = models.EmailField(_("address of the office"), blank=True)
    accent = models.CharField(_("accent colour"), max_length=7, blank=True)
    least_members = models.PositiveSmallIntegerField(
        _("members a sum stands for at least"), null=True, blank=True
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        """Pacts are listed by name; that ``host`` is unique lets one pact at most have none."""

        verbose_name = _("climate pact")
        verbose_name_plural = _("climate pacts")
        ordering = ("name", "id")
        constraints = (
            models.CheckConstraint(condition=~Q(name="") & ~Q(city=""), name="pact_has_name_and_city"),
            models.CheckConstraint(condition=~Q(slug=""), name="pact_has_a_short_name"),
            models.CheckConstraint(condition=Q(host=Lower("host")), name="pact_host_is_lower_case"),
        )

    def __str__(self) -> str:
        return self.name


class OfficeRole(models.Model):
    """That a person works for a pact, and as what; ``chamber`` says whose members a partner sees.

    A partner of whom nobody has said the chamber yet sees no member. While ``token_hash`` is there the role
    has been offered by a link that nobody has followed: it counts for nothing yet. Personal data: the link
    between a person and the pact; it ends with the role and is then deleted.
    """

    pact = models.ForeignKey(
        Pact, on_delete=models.PROTECT, related_name="office_roles", verbose_name=_("climate pact")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="office_roles",
        verbose_name=_("person"),
    )
    kind = models.CharField(_("role"), max_length=20, choices=OfficeKind.choices)
    chamber = models.CharField(_("chamber"), max_length=10, choices=PartnerChamber.choices, blank=True)
    since_at = models.DateTimeField(_("since"), auto_now_add=True)
    token_hash = models.CharField(_("hash of the token"), max_length=64, blank=True)
    token_until = models.DateTimeField(_("link counts until"), null=True, blank=True)

    path_to_pact: ClassVar[str] = "pact"
    objects = Scoped()

    class Meta:
        """One role per person and pact."""

        verbose_name = _("role in the pact office")
        verbose_name_plural = _("roles in the pact office")
        ordering = ("pact", "person")
        constraints = (
            models.UniqueConstraint(fields=("person", "pact"), name="one_office_role_per_person_and_pact"),
            models.CheckConstraint(
                condition=Q(kind__in=OfficeKind.values), name="office_role_is_a_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(chamber="")
                | Q(kind=OfficeKind.CHAMBER_PARTNER, chamber__in=PartnerChamber.values),
                name="office_role_names_a_chamber_only_for_its_partner",
            ),
            models.UniqueConstraint(
                fields=("token_hash",), condition=~Q(token_hash=""), name="office_link_leads_to_one_role"
            ),
            models.CheckConstraint(
                condition=Q(token_hash="") | Q(token_until__isnull=False), name="office_link_ends_on_a_day"
            ),
        )

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_taken_on(self) -> bool:
        """Tell whether the person has taken the role on; before that it counts for nothing."""
        return not self.token_hash


class RulebookVersion(models.Model):
    """What the pact asks of its members from a day on, as text that is never changed once proposed.

    The version a pact begins with comes from a preset: nobody drafted it and nobody put it into force. One
    that was sent back is kept with the reason; a new draft may begin from it. ``simulation_sha256`` says
    what those who put it into force had seen of its effects. Personal data: who drafted, proposed, sent back
    and put into force; the links end with the accounts.
    """

    pact = models.ForeignKey(
        Pact, on_delete=models.PROTECT, related_name="rulebook_versions", verbose_name=_("climate pact")
    )
    version = models.PositiveIntegerField(_("version"))
    document = models.TextField(_("rulebook"))
    sha256 = models.CharField(_("hash"), max_length=_SHA256_HEX)
    reason = models.CharField(_("reason"), max_length=1000)
    valid_from = models.DateField(_("valid from"))
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("drafted by"),
    )
    drafted_at = models.DateTimeField(_("drafted at"), auto_now_add=True)
    proposed_at = models.DateTimeField(_("proposed at"), null=True, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("proposed by"),
    )
    returned_at = models.DateTimeField(_("sent back at"), null=True, blank=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("sent back by"),
    )
    returned_reason = models.CharField(_("why it was sent back"), max_length=1000, blank=True)
    activated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("put into force by"),
    )
    activated_at = models.DateTimeField(_("in force since"), null=True, blank=True)
    activation_reason = models.CharField(_("why it was put into force"), max_length=1000, blank=True)
    simulation_sha256 = models.CharField(_("hash of the simulation"), max_length=_SHA256_HEX, blank=True)
    replaced_at = models.DateTimeField(_("replaced at"), null=True, blank=True)

    path_to_pact: ClassVar[str] = "pact"
    objects = Scoped()

    class Meta:
        """The newest stands first; one at most is in force."""

        verbose_name = _("version of the rulebook")
        verbose_name_plural = _("versions of the rulebook")
        ordering = ("pact", "-version")
        constraints = (
            models.UniqueConstraint(fields=("pact", "version"), name="rulebook_version_once_per_pact"),
            models.UniqueConstraint(
                fields=("pact",),
                condition=Q(activated_at__isnull=False, replaced_at__isnull=True),
                name="one_rulebook_in_force_per_pact",
            ),
            models.CheckConstraint(
                condition=Q(activated_by__isnull=True)
                | Q(drafted_by__isnull=True)
                | ~Q(activated_by=F("drafted_by")),
                name="rulebook_needs_two_people",
            ),
            models.CheckConstraint(
                condition=Q(activated_by__isnull=True)
                | Q(proposed_by__isnull=True)
                | ~Q(activated_by=F("proposed_by")),
                name="rulebook_is_not_activated_by_who_proposed_it",
            ),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True, returned_reason="")
                | (
                    Q(returned_at__isnull=False, proposed_at__isnull=False, activated_at__isnull=True)
                    & ~Q(returned_reason="")
                ),
                name="rulebook_is_sent_back_once_and_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(activated_at__isnull=True) | Q(proposed_at__isnull=False),
                name="rulebook_is_proposed_first",
            ),
            models.CheckConstraint(
                condition=Q(replaced_at__isnull=True) | Q(activated_at__isnull=False),
                name="rulebook_was_in_force_before_it_is_replaced",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="rulebook_has_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.pact_id} {self.version}"

    @property
    def state(self) -> VersionState:
        """Return how far this version has come."""
        if self.replaced_at is not None:
            return VersionState.REPLACED
        if self.activated_at is not None:
            return VersionState.IN_FORCE
        if self.returned_at is not None:
            return VersionState.RETURNED
        return VersionState.DRAFT if self.proposed_at is None else VersionState.PROPOSED
