"""The facts of this room, and what the database guards."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from klimapakt.measures.enums import Field, GrantOrder
from klimapakt.offers.enums import Kind, OfferState
from klimapakt.pacts.models import Pact
from klimapakt.pacts.scoping import Scoped


class Offer(models.Model):
    """Something members can use: information, advice or funding, in both languages.

    ``rule_key`` names the rule file of ``methods.funding`` that says for whom it is; without one the office
    answers. ``last_checked_on`` is the day somebody last looked at its source: who reads it sees that day.

    Personal data: who keeps it and who last checked it; both links end with the account.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pact = models.ForeignKey(
        Pact, on_delete=models.PROTECT, related_name="offers", verbose_name=_("climate pact")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    title_de = models.CharField(_("title, German"), max_length=200)
    title_en = models.CharField(_("title, English"), max_length=200)
    text_de = models.TextField(_("text, German"), max_length=4000, blank=True)
    text_en = models.TextField(_("text, English"), max_length=4000, blank=True)
    provider_de = models.CharField(_("provider, German"), max_length=200)
    provider_en = models.CharField(_("provider, English"), max_length=200)
    audience_de = models.CharField(_("for whom, German"), max_length=300, blank=True)
    audience_en = models.CharField(_("for whom, English"), max_length=300, blank=True)
    field = models.CharField(_("field of action"), max_length=20, choices=Field.choices, blank=True)
    amounts_de = models.CharField(_("amounts, German"), max_length=500, blank=True)
    amounts_en = models.CharField(_("amounts, English"), max_length=500, blank=True)
    percent = models.DecimalField(
        _("up to percent of the costs"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    most_eur = models.DecimalField(
        _("at most in EUR"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    region = models.CharField(_("region"), max_length=200, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    url = models.URLField(_("link"), max_length=500, blank=True)
    order = models.CharField(
        _("what it demands"), max_length=16, choices=GrantOrder.choices, default=GrantOrder.APPROVAL_FIRST
    )
    rule_key = models.CharField(_("rule file"), max_length=80, blank=True)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kept by"),
    )
    state = models.CharField(_("state"), max_length=12, choices=OfferState.choices, default=OfferState.DRAFT)
    last_checked_on = models.DateField(_("last checked on"), null=True, blank=True)
    last_checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("last checked by"),
    )
    revision = models.PositiveIntegerField(_("number of changes"), default=1)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    path_to_pact: ClassVar[str] = "pact"
    objects = Scoped()

    class Meta:
        """By their names."""

        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        ordering = ("title_de", "id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(title_de="") & ~Q(title_en="") & ~Q(provider_de="") & ~Q(provider_en=""),
                name="offer_says_what_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values, state__in=OfferState.values, order__in=GrantOrder.values)
                & (Q(field="") | Q(field__in=Field.values)),
                name="offer_is_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="offer_days_follow",
            ),
            models.CheckConstraint(
                condition=Q(state=OfferState.DRAFT) | Q(last_checked_on__isnull=False),
                name="offer_that_is_shown_was_checked",
            ),
            models.CheckConstraint(
                condition=(Q(percent__isnull=True) | Q(percent__gt=0, percent__lte=100))
                & (Q(most_eur__isnull=True) | Q(most_eur__gt=0)),
                name="offer_amounts_are_possible",
            ),
            models.UniqueConstraint(
                fields=("pact", "rule_key"), condition=~Q(rule_key=""), name="offer_once_per_rule_file"
            ),
        )
        indexes = (models.Index(fields=("pact", "state"), name="offer_by_state"),)

    def __str__(self) -> str:
        return self.title_de

    @property
    def title(self) -> str:
        """Return the title in the language of the page."""
        return self._spoken("title")

    @property
    def text(self) -> str:
        """Return the text in the language of the page."""
        return self._spoken("text")

    @property
    def provider(self) -> str:
        """Return the provider in the language of the page."""
        return self._spoken("provider")

    @property
    def audience(self) -> str:
        """Return for whom it is, in the language of the page."""
        return self._spoken("audience")

    @property
    def amounts(self) -> str:
        """Return what one gets, in the language of the page."""
        return self._spoken("amounts")

    def _spoken(self, name: str) -> str:
        german, english = getattr(self, f"{name}_de"), getattr(self, f"{name}_en")
        first, second = (german, english) if get_language() == "de" else (english, german)
        return str(first or second)


class OfferEvent(models.Model):
    """A change of the state of an offer, with its reason; added, never changed.

    Personal data: who did it (the link ends with the account); the reason is free text.
    """

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="events", verbose_name=_("offer"))
    came_from = models.CharField(_("state before"), max_length=12, choices=OfferState.choices, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=OfferState.choices)
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )

    path_to_pact: ClassVar[str] = "offer__pact"
    objects = Scoped()

    class Meta:
        """Oldest first."""

        verbose_name = _("change of an offer")
        verbose_name_plural = _("changes of offers")
        ordering = ("offer", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=OfferState.values), name="offer_event_is_of_a_known_state"
            ),
        )

    def __str__(self) -> str:
        return f"{self.offer_id} {self.state}"
