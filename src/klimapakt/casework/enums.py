"""Closed sets of the casework room; the stored keys never change, the labels may."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ContactKind(models.TextChoices):
    """How the office and a member met, or that somebody noted something."""

    CALL = "call", _("Telephone call")
    MAIL = "mail", _("E-mail or letter")
    VISIT = "visit", _("Visit")
    MEETING = "meeting", _("Meeting")
    NOTE = "note", _("Note")


class BulkKind(models.TextChoices):
    """What is done to many members at once."""

    ASSIGN = "assign", _("Say who looks after them")
    PLAN = "plan", _("Plan the next step")
    TASK = "task", _("Write a task for each")
    LETTER = "letter", _("Write an e-mail to their people")
    INVITE = "invite", _("Invite their first person")
    REMIND = "remind", _("Remind of what they owe")
    RENEW = "renew", _("Ask again to agree")


CHOSEN_IN_LISTS = tuple(kind for kind in BulkKind if kind != BulkKind.RENEW)
"""What one begins from a list of members; who has to agree again stands on a page of its own."""


class BulkState(models.TextChoices):
    """How far work on many has come."""

    WAITING = "waiting", _("Waits")
    RUNNING = "running", _("Runs")
    DONE = "done", _("Done")
    FAILED = "failed", _("Stopped")
    UNDOING = "undoing", _("Is being undone")
    UNDONE = "undone", _("Undone")


class ItemState(models.TextChoices):
    """What became of one member in work on many."""

    WAITING = "waiting", _("Waits")
    DONE = "done", _("Done")
    SKIPPED = "skipped", _("Left out")
    UNDONE = "undone", _("Undone")
    KEPT = "kept", _("Not undone")
