"""Grants for a measure and the parts of it that other members count."""

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from klimapakt.measures.enums import GrantOrder, GrantState, ShareState
from klimapakt.measures.models.measure import Measure
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.scoping import Scoped


class Grant(models.Model):
    """A grant somebody means to use for a measure, and how far it is.

    ``is_de_minimis`` says that it counts into the account over three years, from ``decided_on``. Personal
    data: none by intent; the note is free text.
    """

    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, related_name="grants", verbose_name=_("measure")
    )
    name = models.CharField(_("programme"), max_length=200)
    reference = models.CharField(_("grant number"), max_length=80, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=GrantState.choices, default=GrantState.INTENDED
    )
    order = models.CharField(
        _("what it demands"), max_length=16, choices=GrantOrder.choices, default=GrantOrder.APPROVAL_FIRST
    )
    amount_eur = models.DecimalField(
        _("amount in EUR"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    is_de_minimis = models.BooleanField(_("de-minimis aid"), default=False)
    requested_on = models.DateField(_("requested on"), null=True, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    path_to_pact: ClassVar[str] = "measure__organisation__pact"
    objects = Scoped()

    class Meta:
        """In the order in which they were written down."""

        verbose_name = _("grant for a measure")
        verbose_name_plural = _("grants for measures")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(name="") & Q(state__in=GrantState.values, order__in=GrantOrder.values),
                name="grant_is_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(amount_eur__isnull=True) | Q(amount_eur__gte=0), name="grant_is_no_debt"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(GrantState.GRANTED, GrantState.PAID))
                | Q(decided_on__isnull=False, amount_eur__isnull=False),
                name="grant_that_is_granted_has_day_and_amount",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Share(models.Model):
    """Which part of a saving another member counts, once it has agreed; the rest stays with the owner.

    Personal data: who agreed, as a link that ends with the account.
    """

    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, related_name="shares", verbose_name=_("measure")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="shared_measures", verbose_name=_("member")
    )
    part = models.DecimalField(_("part"), max_digits=5, decimal_places=4)
    state = models.CharField(
        _("state"), max_length=10, choices=ShareState.choices, default=ShareState.PROPOSED
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )

    path_to_pact: ClassVar[str] = "measure__organisation__pact"
    objects = Scoped()

    class Meta:
        """A member has one part of a measure."""

        verbose_name = _("part of a shared measure")
        verbose_name_plural = _("parts of shared measures")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("measure", "organisation"), name="one_part_per_member"),
            models.CheckConstraint(
                condition=Q(part__gt=Decimal(0), part__lte=Decimal(1), state__in=ShareState.values),
                name="part_is_at_most_the_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.measure_id} {self.part}"

    @property
    def percent(self) -> Decimal:
        """Return the part in percent."""
        return self.part * 100
