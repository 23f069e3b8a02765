"""Closed sets of the duties room; the stored keys never change, the labels may."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DutyRule(models.TextChoices):
    """The rule of the rulebook a duty comes from."""

    BASELINE = "baseline", _("Baseline inventory")
    TARGETS = "targets", _("Reduction targets")
    MEASURES = "measures", _("Planned measures")
    YEARLY_CHECK = "yearly_check", _("Yearly check")
    MONITORING = "monitoring", _("Monitoring report")
    CLOSING_BALANCE = "closing_balance", _("Closing balance")


class DutyState(models.TextChoices):
    """How a duty stands; the first seven are those of the method, the last: nobody asks for it any more."""

    UPCOMING = "upcoming", _("Not open yet")
    OPEN = "open", _("Open")
    DUE = "due", _("Due soon")
    OVERDUE = "overdue", _("Overdue")
    FULFILLED = "fulfilled", _("Done")
    EXTENDED = "extended", _("Extended")
    WAIVED = "waived", _("Waived")
    DROPPED = "dropped", _("No longer asked")


OWED = (DutyState.UPCOMING, DutyState.OPEN, DutyState.DUE, DutyState.OVERDUE, DutyState.EXTENDED)
"""States in which something is still to be done."""

AT_HAND = (DutyState.OPEN, DutyState.DUE, DutyState.OVERDUE, DutyState.EXTENDED)
"""Those of them in which it can be done now."""


class Because(models.TextChoices):
    """Why a duty stands as it does."""

    CALENDAR = "calendar", _("by the calendar")
    VERSION = "version", _("by an accepted inventory")
    TARGET = "target", _("by a target that was set")
    CONFIRMED = "confirmed", _("confirmed by a person")
    GRANTED = "granted", _("the office granted more time")
    RELEASED = "released", _("the office waived it")
    MERGER = "merger", _("after a merger the later day counts")
    PAUSE = "pause", _("the membership rested on that day")
    ENDED = "ended", _("the membership had ended")
    RULEBOOK = "rulebook", _("the rulebook does not ask for it")


class EventKind(models.TextChoices):
    """What can happen to a duty."""

    FULFILLED = "fulfilled", _("done")
    ASKED = "asked", _("more time asked for")
    EXTENDED = "extended", _("more time granted")
    REFUSED = "refused", _("more time refused")
    EXPLAINED = "explained", _("explained why it was missed")
    WAIVED = "waived", _("waived")
    ANSWERED = "answered", _("has answered")
    REMINDED = "reminded", _("reminded by the office, by hand")
    TAKEN_BACK = "taken_back", _("taken back")


class Side(models.TextChoices):
    """Who it was that did something."""

    MEMBER = "member", _("the member")
    OFFICE = "office", _("the pact office")
    SYSTEM = "system", _("the platform")


class MissedReason(models.TextChoices):
    """Why something was not done in time or needs more time; counted over all members, hence a closed set."""

    GRID_CONNECTION = "grid_connection", _("Grid connection is missing")
    PERMIT = "permit", _("Permit is missing")
    CRAFT_CAPACITY = "craft_capacity", _("No craft firm has time")
    LANDLORD = "landlord", _("Landlord does not agree or answer")
    MONEY = "money", _("Money is missing")
    STAFF = "staff", _("Nobody has time for it")
    SUPPLIER = "supplier", _("Supplier does not deliver goods or data")
    PRIORITIES = "priorities", _("Something else came first")
    OTHER = "other", _("Another reason")


class ReminderStep(models.TextChoices):
    """The steps of the ladder; the keys are those of ``methods.duties.ladder``."""

    SIX_MONTHS = "six_months", _("six months before")
    THREE_MONTHS = "three_months", _("three months before")
    THIRTY_DAYS = "thirty_days", _("30 days before")
    SEVEN_DAYS = "seven_days", _("7 days before")
    DAY_AFTER = "day_after", _("the day after")
    LATE_14 = "late_14", _("14 days late")
    LATE_30 = "late_30", _("30 days late, management too")
    LATE_60 = "late_60", _("60 days late, to the head of the office")


class Skipped(models.TextChoices):
    """Why nobody was reminded although a step had come."""

    OVERTAKEN = "overtaken", _("a later step had come already")
    STALE = "stale", _("its day was too long ago")
    ANSWERED = "answered", _("the member had answered")
    HANDED_IN = "handed_in", _("the report waits for the pact office")
    BY_HAND = "by_hand", _("the office had written by hand")
    NOBODY = "nobody", _("there was nobody to write to")


class WorkKind(models.TextChoices):
    """What the pact office is needed for."""

    EXTENSION = "extension", _("Decide about more time")
    EXPLANATION = "explanation", _("Decide about a missed duty")
    HANDED_IN = "handed_in", _("Look at what was handed in")
    NOBODY = "nobody", _("Find somebody to write to")
    ANSWER_OVER = "answer_over", _("Ask again: the day they named is over")
    OVERDUE = "overdue", _("Get in touch: overdue")
