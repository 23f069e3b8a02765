"""Facts about the rights of people: consents, and requests to be erased."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from klimapakt.organisations.models import Organisation
from klimapakt.pacts.models import Pact
from klimapakt.pacts.scoping import Scoped
from klimapakt.privacy.enums import ErasureState, Purpose


class Consent(models.Model):
    """That a person consented to something, to which words, and until when; never changed but to withdraw.

    Personal data: who consented to what. Goes with the account (CASCADE): without the person there is nothing
    left that the consent would allow. Withdrawn ones stay for three years as proof.
    """

    pact = models.ForeignKey(Pact, on_delete=models.PROTECT, related_name="consents")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="consents",
        verbose_name=_("person"),
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="consents", verbose_name=_("organisation")
    )
    purpose = models.CharField(_("purpose"), max_length=30, choices=Purpose.choices)
    text_version = models.PositiveSmallIntegerField(_("version of the text"))
    text = models.CharField(_("what was agreed to"), max_length=2000)
    given_at = models.DateTimeField(_("given at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    path_to_pact: ClassVar[str] = "pact"
    objects = Scoped()

    class Meta:
        """The newest stands first; one of a purpose counts at a time."""

        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ("-given_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("person", "organisation", "purpose"),
                condition=Q(withdrawn_at__isnull=True),
                name="consent_counts_once_at_a_time",
            ),
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="consent_purpose_is_known"),
            models.CheckConstraint(condition=~Q(text=""), name="consent_says_what_was_agreed_to"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("given_at")),
                name="consent_is_withdrawn_after_it_was_given",
            ),
        )

    def __str__(self) -> str:
        return f"{self.purpose} {self.text_version}"


class ErasureRequest(models.Model):
    """That somebody asked to be erased, and what the office did about it.

    Personal data: who asked and who decided, as links that end with the accounts (SET_NULL); the reason why
    something was declined names nobody. Stays for three years as proof that the request was answered.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pact = models.ForeignKey(Pact, on_delete=models.PROTECT, related_name="erasure_requests")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
    )
    asked_at = models.DateTimeField(_("asked at"))
    state = models.CharField(
        _("state"), max_length=10, choices=ErasureState.choices, default=ErasureState.OPEN
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("why it was declined"), max_length=1000, blank=True)

    path_to_pact: ClassVar[str] = "pact"
    objects = Scoped()

    class Meta:
        """The oldest stands first: the law gives the answer a month."""

        verbose_name = _("request to be erased")
        verbose_name_plural = _("requests to be erased")
        ordering = ("asked_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("pact", "person"),
                condition=Q(state=ErasureState.OPEN),
                name="erasure_is_asked_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state=ErasureState.OPEN, decided_at__isnull=True)
                | (
                    Q(state__in=ErasureState.values)
                    & ~Q(state=ErasureState.OPEN)
                    & Q(decided_at__isnull=False)
                ),
                name="erasure_is_decided_at_some_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=ErasureState.DECLINED) | ~Q(reason=""),
                name="erasure_is_declined_for_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.pact_id} {self.state}"
