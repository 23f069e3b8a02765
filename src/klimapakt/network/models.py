"""Meetings of a pact, who registered for them with which names, and who came."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from klimapakt.network.enums import MeetingState, RegistrationState
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.models import Pact
from klimapakt.pacts.scoping import Scoped


class Meeting(models.Model):
    """A meeting of the pact. Its texts stand in German and English; without English the German one is shown.

    Personal data: who planned it; the link ends with the account.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pact = models.ForeignKey(Pact, on_delete=models.PROTECT, related_name="meetings")
    title_de = models.CharField(_("title in German"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    programme_de = models.TextField(_("theme and programme in German"), max_length=5000, blank=True)
    programme_en = models.TextField(_("theme and programme in English"), max_length=5000, blank=True)
    question_de = models.CharField(_("question to participants in German"), max_length=300, blank=True)
    question_en = models.CharField(_("question to participants in English"), max_length=300, blank=True)
    venue = models.CharField(_("venue"), max_length=300)
    host = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="hosted_meetings",
        verbose_name=_("host"),
    )
    begins_at = models.DateTimeField(_("begins at"))
    ends_at = models.DateTimeField(_("ends at"))
    opens_at = models.DateTimeField(_("registration opens at"))
    closes_at = models.DateTimeField(_("registration closes at"))
    capacity = models.PositiveIntegerField(_("seats"))
    seats_each = models.PositiveIntegerField(_("seats per organisation at most"), default=2)
    offer_hours = models.PositiveIntegerField(_("hours for which freed seats are offered"), default=48)
    needs_approval = models.BooleanField(_("the pact office approves every registration"), default=False)
    is_public = models.BooleanField(_("also on the public page"), default=False)
    state = models.CharField(
        _("state"), max_length=10, choices=MeetingState.choices, default=MeetingState.PLANNED
    )
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(_("created at"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("planned by"),
    )

    path_to_pact: ClassVar[str] = "pact"
    objects = Scoped()

    class Meta:
        """The latest first."""

        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ("-begins_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=MeetingState.values) & ~Q(title_de="") & ~Q(venue=""),
                name="meeting_is_known",
            ),
            models.CheckConstraint(
                condition=Q(begins_at__lt=F("ends_at"))
                & Q(opens_at__lt=F("closes_at"))
                & Q(closes_at__lte=F("begins_at")),
                name="meeting_times_follow_each_other",
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1) & Q(seats_each__gte=1) & Q(offer_hours__gte=1),
                name="meeting_has_seats",
            ),
        )

    def __str__(self) -> str:
        return f"{self.pact_id} {self.title_de}"

    @property
    def title(self) -> str:
        """Return the title in the language at hand."""
        return self._in_words(self.title_de, self.title_en)

    @property
    def programme(self) -> str:
        """Return theme and programme in the language at hand."""
        return self._in_words(self.programme_de, self.programme_en)

    @property
    def question(self) -> str:
        """Return the question to participants in the language at hand; empty when there is none."""
        return self._in_words(self.question_de, self.question_en)

    def _in_words(self, german: str, english: str) -> str:
        return english if english and not (get_language() or "de").startswith("de") else german


class Registration(models.Model):
    """That an organisation wants seats at a meeting; the earliest stands first on the waiting list.

    ``offered_until`` says how long freed seats are kept for it.

    Personal data: who registered and its answer; the link ends with the account.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="registrations")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="meeting_registrations"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("registered by"),
    )
    count = models.PositiveIntegerField(_("seats"))
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=RegistrationState.choices)
    requested_at = models.DateTimeField(_("registered at"))
    changed_at = models.DateTimeField(_("changed at"))
    offered_until = models.DateTimeField(_("offered until"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)

    path_to_pact: ClassVar[str] = "meeting__pact"
    objects = Scoped()

    class Meta:
        """In the order in which they came."""

        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ("requested_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=RegistrationState.values) & Q(count__gte=1),
                name="registration_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state=RegistrationState.OFFERED, offered_until__isnull=False)
                | (~Q(state=RegistrationState.OFFERED) & Q(offered_until__isnull=True)),
                name="only_an_offer_has_an_end",
            ),
            models.UniqueConstraint(
                fields=("meeting", "organisation"),
                condition=~Q(state__in=(RegistrationState.WITHDRAWN, RegistrationState.DECLINED)),
                name="one_registration_of_an_organisation",
            ),
        )

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.organisation_id} {self.state}"


class Seat(models.Model):
    """One named seat of a registration, and whether whoever it is came.

    Personal data: the name and that the person came; they go two years after the meeting.
    """

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="places")
    name = models.CharField(_("name"), max_length=150)
    came_at = models.DateTimeField(_("attendance noted at"), null=True, blank=True)
    came_noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("attendance noted by"),
    )

    path_to_pact: ClassVar[str] = "registration__meeting__pact"
    objects = Scoped()

    class Meta:
        """In the order in which they were named."""

        verbose_name = _("seat")
        verbose_name_plural = _("named seats")
        ordering = ("registration", "pk")
        constraints = (models.CheckConstraint(condition=~Q(name=""), name="seat_has_a_name"),)

    def __str__(self) -> str:
        return f"{self.registration_id} {self.pk}"
