"""Facts of casework: contacts with members, tasks of the office, saved views, work on many."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from klimapakt.casework.enums import BulkKind, BulkState, ContactKind, ItemState
from klimapakt.memberships.models import Membership
from klimapakt.pacts.enums import PartnerChamber
from klimapakt.pacts.models import Pact
from klimapakt.pacts.scoping import Scoped


class Contact(models.Model):
    """That the office spoke, wrote or met with a member, or noted something; struck out, never deleted.

    ``chamber`` names the chamber whose partner wrote it down, where it was not the office.

    Personal data: with whom, what was said, who wrote it down; kept as long as the membership and its duties.
    """

    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="contacts", verbose_name=_("membership")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ContactKind.choices)
    on = models.DateField(_("on"))
    with_whom = models.CharField(_("with whom"), max_length=200, blank=True)
    text = models.TextField(_("what it was about"), max_length=4000)
    chamber = models.CharField(
        _("written down by the chamber"), max_length=10, choices=PartnerChamber.choices, blank=True
    )
    created_at = models.DateTimeField(_("written down at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    struck_at = models.DateTimeField(_("struck out at"), null=True, blank=True)
    struck_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("struck out by"),
    )

    path_to_pact: ClassVar[str] = "membership__organisation__pact"
    objects = Scoped()

    class Meta:
        """The latest first."""

        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ("-on", "-created_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=ContactKind.values) & ~Q(text=""), name="contact_says_what_it_was_about"
            ),
            models.CheckConstraint(
                condition=Q(chamber="") | (Q(chamber__in=PartnerChamber.values) & ~Q(kind=ContactKind.NOTE)),
                name="contact_of_a_chamber_is_no_note",
            ),
        )

    def __str__(self) -> str:
        return f"{self.membership_id} {self.on} {self.kind}"


class Task(models.Model):
    """Something the office has to do, for a member or for itself.

    Personal data: who does it, who wrote it; the links end with the account.
    """

    pact = models.ForeignKey(Pact, on_delete=models.PROTECT, related_name="tasks")
    membership = models.ForeignKey(
        Membership,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("membership"),
    )
    title = models.CharField(_("what is to be done"), max_length=300)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("done by"),
    )
    created_at = models.DateTimeField(_("created at"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("written by"),
    )
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("finished by"),
    )

    path_to_pact: ClassVar[str] = "pact"
    objects = Scoped()

    class Meta:
        """What is due first stands first; what has no day comes last."""

        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = (F("due_on").asc(nulls_last=True), "created_at", "pk")
        constraints = (models.CheckConstraint(condition=~Q(title=""), name="task_says_what_is_to_be_done"),)

    def __str__(self) -> str:
        return f"{self.pact_id} {self.due_on} {self.pk}"


class SavedView(models.Model):
    """A choice of members, an order and columns under a name.

    Personal data: whose view it is; it goes with the account unless it is shared.
    """

    pact = models.ForeignKey(Pact, on_delete=models.CASCADE, related_name="saved_views")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("whose view it is"),
    )
    name = models.CharField(_("name of the view"), max_length=60)
    query = models.CharField(_("what it shows"), max_length=1000)
    is_shared = models.BooleanField(_("for everybody in the office"), default=False)

    path_to_pact: ClassVar[str] = "pact"
    objects = Scoped()

    class Meta:
        """By name."""

        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ("name", "pk")
        constraints = (models.UniqueConstraint(fields=("pact", "owner", "name"), name="one_view_of_a_name"),)

    def __str__(self) -> str:
        return f"{self.pact_id} {self.name}"


class BulkRun(models.Model):
    """One piece of work on many members: what, by whom, how far. Personal data: who began and undid it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pact = models.ForeignKey(Pact, on_delete=models.PROTECT, related_name="bulk_runs")
    kind = models.CharField(_("kind"), max_length=10, choices=BulkKind.choices)
    given = models.JSONField(_("what was entered"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=BulkState.choices, default=BulkState.WAITING)
    created_at = models.DateTimeField(_("begun at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    path_to_pact: ClassVar[str] = "pact"
    objects = Scoped()

    class Meta:
        """The latest first."""

        verbose_name = _("work on many")
        verbose_name_plural = _("work on many")
        ordering = ("-created_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=BulkKind.values) & Q(state__in=BulkState.values),
                name="bulk_run_is_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.pact_id} {self.kind} {self.state}"


class BulkItem(models.Model):
    """What became of one member in it, and how things stood before, so that it can be undone."""

    run = models.ForeignKey(BulkRun, on_delete=models.CASCADE, related_name="items")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=ItemState.choices, default=ItemState.WAITING)
    why = models.CharField(_("why"), max_length=300, blank=True)
    before = models.JSONField(_("before"), default=dict)
    task = models.ForeignKey(
        Task,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("task"),
    )

    path_to_pact: ClassVar[str] = "run__pact"
    objects = Scoped()

    class Meta:
        """By the name of the organisation."""

        verbose_name = _("member in work on many")
        verbose_name_plural = _("members in work on many")
        ordering = ("membership__organisation__name", "pk")
        constraints = (
            models.UniqueConstraint(fields=("run", "membership"), name="each_member_once_in_a_run"),
            models.CheckConstraint(condition=Q(state__in=ItemState.values), name="bulk_item_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.run_id} {self.membership_id} {self.state}"
