"""Facts of advice: what a member asked whom with which data, what happened since, and the days promised."""

import uuid
from datetime import date, datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from klimapakt.advice.enums import (
    GOING_ON,
    Addressee,
    AppointmentState,
    EntryKind,
    Outcome,
    RequestState,
)
from klimapakt.advice.rules import MOST_DAYS, MOST_MINUTES
from klimapakt.measures.enums import Field
from klimapakt.measures.models import Measure
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.models import Pact
from klimapakt.pacts.scoping import Scoped


class AdviceRequest(models.Model):
    """A question of a member to one adviser, with the data the member let it have, as it was sent.

    ``bundle`` is what was shown before sending, ``bundle_sha256`` the hash of its canonical JSON. Once the
    consent is withdrawn (``withdrawn_at``) the adviser sees neither question nor bundle; the member does.

    Personal data: who asked, as a link that ends with the account; name and address in the bundle where the
    member sent them; the texts are free. Kept as long as the membership.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="advice_requests", verbose_name=_("organisation")
    )
    addressee = models.CharField(_("asked"), max_length=10, choices=Addressee.choices)
    topic = models.CharField(_("field of action"), max_length=20, choices=Field.choices)
    question = models.TextField(_("question"), max_length=4000)
    parts = models.JSONField(_("what was sent along"), default=list)
    bundle = models.JSONField(_("data as it was sent"), default=dict)
    bundle_sha256 = models.CharField(_("SHA-256 of the data"), max_length=64)
    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("measure")
    )
    state = models.CharField(
        _("state"), max_length=20, choices=RequestState.choices, default=RequestState.OPEN
    )
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("asked by"),
    )
    promised_by = models.DateField(_("answer promised by"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("consent withdrawn at"), null=True, blank=True)
    outcome = models.CharField(_("what came of it"), max_length=20, choices=Outcome.choices, blank=True)
    outcome_text = models.TextField(_("outcome in words"), max_length=4000, blank=True)
    outcome_measure = models.ForeignKey(
        Measure,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("measure that came of it"),
    )

    path_to_pact: ClassVar[str] = "organisation__pact"
    objects = Scoped()

    class Meta:
        """The oldest promise first."""

        verbose_name = _("request for advice")
        verbose_name_plural = _("requests for advice")
        ordering = ("promised_by", "asked_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    addressee__in=Addressee.values, topic__in=Field.values, state__in=RequestState.values
                ),
                name="advice_request_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(question="") & ~Q(bundle_sha256=""), name="advice_request_asks_something"
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.CLOSED, closed_at__isnull=False, outcome__in=Outcome.values)
                | (~Q(state=RequestState.CLOSED) & Q(closed_at__isnull=True, outcome="")),
                name="advice_that_is_closed_says_the_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.WITHDRAWN) | Q(withdrawn_at__isnull=False),
                name="advice_that_is_withdrawn_says_when",
            ),
        )
        indexes = (models.Index(fields=("addressee", "state"), name="advice_by_addressee"),)

    def __str__(self) -> str:
        return f"{self.addressee} {self.topic} {self.state}"

    @property
    def is_going_on(self) -> bool:
        """Tell whether somebody may still do something about it."""
        return self.state in GOING_ON

    @property
    def is_shown(self) -> bool:
        """Tell whether the adviser may see question and data: until the consent is withdrawn."""
        return self.withdrawn_at is None

    def is_overdue(self, today: date) -> bool:
        """Tell whether the promised day has passed without an answer."""
        return self.state == RequestState.OPEN and self.promised_by < today


class AdviceEntry(models.Model):
    """One thing that happened to a request; added, never changed.

    Personal data: who did it, as a link that ends with the account; the text is free.
    """

    request = models.ForeignKey(AdviceRequest, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(_("what happened"), max_length=20, choices=EntryKind.choices)
    text = models.TextField(_("text"), max_length=4000, blank=True)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )

    path_to_pact: ClassVar[str] = "request__organisation__pact"
    objects = Scoped()

    class Meta:
        """As it happened."""

        verbose_name = _("entry about a request for advice")
        verbose_name_plural = _("entries about requests for advice")
        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=EntryKind.values), name="advice_entry_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.request_id} {self.kind}"


class Appointment(models.Model):
    """A time and place an adviser proposed; a new proposal is a new row.

    Personal data: who proposed it, as a link that ends with the account; the place is free text.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(AdviceRequest, on_delete=models.PROTECT, related_name="appointments")
    begins_at = models.DateTimeField(_("begins at"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    place = models.CharField(_("place, telephone number or link"), max_length=300)
    state = models.CharField(
        _("state"), max_length=20, choices=AppointmentState.choices, default=AppointmentState.PROPOSED
    )
    proposed_at = models.DateTimeField(_("proposed at"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("proposed by"),
    )
    decided_at = models.DateTimeField(_("accepted or declined at"), null=True, blank=True)

    path_to_pact: ClassVar[str] = "request__organisation__pact"
    objects = Scoped()

    class Meta:
        """The latest proposal first; one at most waits or counts."""

        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ("-proposed_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=AppointmentState.values, minutes__gte=1, minutes__lte=MOST_MINUTES)
                & ~Q(place=""),
                name="appointment_is_possible",
            ),
            models.UniqueConstraint(
                fields=("request",),
                condition=~Q(state=AppointmentState.DECLINED),
                name="one_appointment_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.request_id} {self.begins_at} {self.state}"

    @property
    def ends_at(self) -> datetime:
        """Return when it ends."""
        return self.begins_at + timedelta(minutes=self.minutes)


class AdvicePromise(models.Model):
    """Within how many working days requests for advice are answered in a pact. Personal data: none."""

    pact = models.ForeignKey(Pact, on_delete=models.PROTECT, related_name="+")
    working_days = models.PositiveSmallIntegerField(_("working days"))

    path_to_pact: ClassVar[str] = "pact"
    objects = Scoped()

    class Meta:
        """One per pact."""

        verbose_name = _("promise of advice")
        verbose_name_plural = _("promises of advice")
        ordering = ("pact",)
        constraints = (
            models.UniqueConstraint(fields=("pact",), name="one_promise_of_advice_per_pact"),
            models.CheckConstraint(
                condition=Q(working_days__gte=1, working_days__lte=MOST_DAYS),
                name="promise_of_advice_is_possible",
            ),
        )

    def __str__(self) -> str:
        return f"{self.pact_id} {self.working_days}"
