"""Facts about duties: what each member owes, what happened to it, who was reminded, and the nightly runs."""

import uuid
from typing import ClassVar, cast

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from klimapakt.duties.enums import (
    Because,
    DutyRule,
    DutyState,
    EventKind,
    MissedReason,
    ReminderStep,
    Side,
    Skipped,
)
from klimapakt.inventories.models import Inventory
from klimapakt.memberships.models import Membership
from klimapakt.methods.duties.model import TITLES
from klimapakt.methods.messages import Message
from klimapakt.methods.rulebook import SINGLE_DUTIES
from klimapakt.pacts.models import Pact, RulebookVersion
from klimapakt.pacts.scoping import Scoped


class Duty(models.Model):
    """One thing a member owes, as it stood when it was last computed (``actions.recompute``).

    Everything but ``responsible`` and ``deputy`` follows from the rulebook, the membership, its inventories
    and the events; nobody writes it by hand. A duty that the rulebook does not ask for any more stays as
    dropped. Without ``responsible`` whoever looks after the member answers for it.

    Personal data: who in the office is responsible, and their deputy; the links end with the accounts.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="duties", verbose_name=_("membership")
    )
    rule = models.CharField(_("rule"), max_length=20, choices=DutyRule.choices)
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    opens_on = models.DateField(_("opens on"))
    due_on = models.DateField(_("due on"))
    grace_ends_on = models.DateField(_("nothing follows until"))
    state = models.CharField(_("state"), max_length=10, choices=DutyState.choices)
    because = models.CharField(_("why"), max_length=10, choices=Because.choices, default=Because.CALENDAR)
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    extended_months = models.PositiveSmallIntegerField(_("months of extension"), default=0)
    fulfilled_on = models.DateField(_("done on"), null=True, blank=True)
    fulfilled_by = models.ForeignKey(
        Inventory,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("done by"),
    )
    handed_in_on = models.DateField(_("handed in on"), null=True, blank=True)
    missed_reason = models.CharField(
        _("why it was missed"), max_length=20, choices=MissedReason.choices, blank=True
    )
    rulebook_version = models.ForeignKey(
        RulebookVersion, on_delete=models.PROTECT, related_name="+", verbose_name=_("version of the rulebook")
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("responsible"),
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("deputy"),
    )

    path_to_pact: ClassVar[str] = "membership__organisation__pact"
    objects = Scoped()

    class Meta:
        """What is due first stands first; a rule makes each duty once."""

        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        ordering = ("due_on", "rule", "number", "id")
        constraints = (
            models.UniqueConstraint(fields=("membership", "rule", "number"), name="duty_once_per_membership"),
            models.CheckConstraint(
                condition=Q(rule__in=DutyRule.values)
                & Q(state__in=DutyState.values)
                & Q(because__in=Because.values)
                & Q(missed_reason__in=["", *MissedReason.values]),
                name="duty_is_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(grace_ends_on__gte=F("due_on")) & Q(number__gte=1), name="duty_days_follow"
            ),
            models.CheckConstraint(
                condition=Q(state=DutyState.FULFILLED, fulfilled_on__isnull=False)
                | (
                    ~Q(state=DutyState.FULFILLED)
                    & Q(fulfilled_on__isnull=True)
                    & Q(fulfilled_by__isnull=True)
                ),
                name="duty_is_fulfilled_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(responsible__isnull=True) | Q(deputy__isnull=True) | ~Q(responsible=F("deputy")),
                name="duty_has_a_deputy_of_its_own",
            ),
        )
        indexes = (models.Index(fields=("due_on", "state"), name="duty_by_day"),)

    def __str__(self) -> str:
        return f"{self.membership_id} {self.key}"

    @property
    def key(self) -> str:
        """Return the id of the duty in the method: the rule, numbered where it recurs."""
        single = self.rule in SINGLE_DUTIES or self.rule == DutyRule.CLOSING_BALANCE
        return self.rule if single else f"{self.rule}-{self.number}"

    @property
    def title(self) -> str:
        """Return what the duty is called, in the language of the reader."""
        return Message(self.rule, TITLES[self.rule], {"number": self.number}).text()


class DutyEvent(models.Model):
    """Something that happened to a duty; added, never changed (``guards``). Another one takes a mistake back.

    ``on`` is the day it counts from, ``at`` when it was written down. ``answers`` is the event it decides
    about: the request for more time, or what it takes back. ``until`` is the day up to which the member is
    left in peace. ``missed_reason`` is why it was missed or why more time is needed; requests from before
    that was asked have none.

    Personal data: who it was (the link ends with the account) and what ``text`` and ``document`` say; who is
    erased is taken out of the words.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="events", verbose_name=_("duty"))
    kind = models.CharField(_("kind"), max_length=10, choices=EventKind.choices)
    side = models.CharField(_("by"), max_length=10, choices=Side.choices)
    on = models.DateField(_("on"))
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("said by"),
    )
    months = models.PositiveSmallIntegerField(_("months"), default=0)
    until = models.DateField(_("until"), null=True, blank=True)
    missed_reason = models.CharField(
        _("why it was missed"), max_length=20, choices=MissedReason.choices, blank=True
    )
    text = models.CharField(_("reason"), max_length=1000, blank=True)
    document = models.CharField(_("document"), max_length=200, blank=True)
    answers = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="answered_by"
    )

    path_to_pact: ClassVar[str] = "duty__membership__organisation__pact"
    objects = Scoped()

    class Meta:
        """In the order in which they were written down; each request is decided once."""

        verbose_name = _("event of a duty")
        verbose_name_plural = _("events of duties")
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=EventKind.values)
                & Q(side__in=Side.values)
                & Q(missed_reason__in=["", *MissedReason.values]),
                name="duty_event_is_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=(EventKind.ASKED, EventKind.EXTENDED), months__gte=1)
                | (~Q(kind__in=(EventKind.ASKED, EventKind.EXTENDED)) & Q(months=0)),
                name="duty_is_extended_by_months",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=(EventKind.ASKED, EventKind.EXTENDED))
                | (Q(kind=EventKind.EXPLAINED) & ~Q(missed_reason=""))
                | (
                    ~Q(kind__in=(EventKind.ASKED, EventKind.EXTENDED, EventKind.EXPLAINED))
                    & Q(missed_reason="")
                ),
                name="duty_is_explained_by_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=(EventKind.REFUSED, EventKind.TAKEN_BACK)) | Q(answers__isnull=False),
                name="duty_event_says_what_it_answers",
            ),
            models.CheckConstraint(
                condition=~Q(kind=EventKind.ANSWERED) | Q(until__isnull=False),
                name="duty_is_left_in_peace_until_a_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.duty_id} {self.kind}"


class Reminder(models.Model):
    """That a step of the ladder was taken for a due day, or why it was not; added, never changed.

    The step is taken once whatever happens, so that nobody is reminded twice. Personal data: none; the mail
    stands in the outbox.
    """

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="reminders", verbose_name=_("duty"))
    step = models.CharField(_("step"), max_length=20, choices=ReminderStep.choices)
    due_on = models.DateField(_("due on"))
    planned_on = models.DateField(_("planned on"))
    day = models.DateField(_("on"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    skipped = models.CharField(_("why not"), max_length=10, choices=Skipped.choices, blank=True)

    path_to_pact: ClassVar[str] = "duty__membership__organisation__pact"
    objects = Scoped()

    class Meta:
        """In the order of their days; each step once per duty and due day."""

        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ("planned_on", "pk")
        constraints = (
            models.UniqueConstraint(fields=("duty", "step", "due_on"), name="nobody_is_reminded_twice"),
            models.CheckConstraint(
                condition=Q(step__in=ReminderStep.values) & Q(skipped__in=["", *Skipped.values]),
                name="reminder_is_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=(Q(sent_at__isnull=False) & Q(skipped=""))
                | (Q(sent_at__isnull=True) & ~Q(skipped="")),
                name="reminder_was_sent_or_skipped",
            ),
        )

    def __str__(self) -> str:
        return f"{self.duty_id} {self.step}"


class NightlyRun(models.Model):
    """How far the run of a day has come in a pact; a run that was killed goes on from here.

    ``position`` is the last membership that is done, ``failed`` names those that could not be computed with
    the kind of problem. Personal data: none.
    """

    pact = models.ForeignKey(Pact, on_delete=models.PROTECT, related_name="nightly_runs")
    day = models.DateField(_("day"))
    started_at = models.DateTimeField(_("started at"))
    moved_at = models.DateTimeField(_("last part at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=1)
    position = models.UUIDField(_("last membership"), null=True, blank=True)
    members = models.PositiveIntegerField(_("members"), default=0)
    changed = models.PositiveIntegerField(_("duties changed"), default=0)
    reminded = models.PositiveIntegerField(_("reminders"), default=0)
    digest_week = models.CharField(_("week of the digest"), max_length=8, blank=True)
    failed = models.JSONField(_("not computed"), default=dict, blank=True)

    path_to_pact: ClassVar[str] = "pact"
    objects = Scoped()

    class Meta:
        """The newest stands first; a pact has one run a day."""

        verbose_name = _("nightly run")
        verbose_name_plural = _("nightly runs")
        ordering = ("-day",)
        constraints = (
            models.UniqueConstraint(fields=("pact", "day"), name="one_nightly_run_per_pact_and_day"),
        )

    def __str__(self) -> str:
        return f"{self.pact_id} {self.day.isoformat()}"

    @property
    def problems(self) -> dict[str, str]:
        """Return the memberships that could not be computed, with the kind of problem."""
        return cast("dict[str, str]", self.failed)


class CalendarLink(models.Model):
    """The link with which programs read a person's duties as a calendar; only the hash of its token.

    Personal data: whose it is and when it was last read; it goes with the account or when it is revoked.
    """

    pact = models.ForeignKey(Pact, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("person")
    )
    token_hash = models.CharField(_("hash of the token"), max_length=64, unique=True)
    created_at = models.DateTimeField(_("created at"))
    read_at = models.DateTimeField(_("last read at"), null=True, blank=True)

    path_to_pact: ClassVar[str] = "pact"
    objects = Scoped()

    class Meta:
        """One link per person and pact."""

        verbose_name = _("calendar link")
        verbose_name_plural = _("calendar links")
        constraints = (models.UniqueConstraint(fields=("pact", "person"), name="one_calendar_per_person"),)

    def __str__(self) -> str:
        return f"{self.pact_id} {self.person_id}"
