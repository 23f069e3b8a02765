"""Facts about memberships: requests to join, memberships, and every step between two stages."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from klimapakt.memberships.enums import Decision, EndReason, Source, Stage
from klimapakt.organisations.enums import OrganisationKind, StaffBand
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.models import Pact
from klimapakt.pacts.scoping import Scoped


class JoinRequest(models.Model):
    """What somebody wrote in the public form; it counts once they have confirmed their address.

    Only the hash of the link's token rests here. Personal data: name, address, telephone and message of the
    contact; unconfirmed they go seven days after the request, else 180 days after the decision.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pact = models.ForeignKey(
        Pact, on_delete=models.PROTECT, related_name="join_requests", verbose_name=_("climate pact")
    )
    name = models.CharField(_("organisation"), max_length=200)
    city = models.CharField(_("city"), max_length=120)
    kind = models.CharField(_("kind of organisation"), max_length=20, choices=OrganisationKind.choices)
    staff_band = models.CharField(_("number of staff"), max_length=10, choices=StaffBand.choices, blank=True)
    person_name = models.CharField(_("your name"), max_length=150)
    email = models.EmailField(_("e-mail address"))
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    message = models.TextField(_("message"), max_length=2000, blank=True)
    language = models.CharField(_("language"), max_length=2, default="de")
    token_hash = models.CharField(_("hash of the token"), max_length=64, unique=True)
    requested_at = models.DateTimeField(_("requested at"))
    expires_at = models.DateTimeField(_("valid until"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="join_requests"
    )
    decision = models.CharField(_("decision"), max_length=10, choices=Decision.choices, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    path_to_pact: ClassVar[str] = "pact"
    objects = Scoped()

    class Meta:
        """The oldest stands first: it waits longest."""

        verbose_name = _("request to join")
        verbose_name_plural = _("requests to join")
        ordering = ("requested_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True)
                | (~Q(decision="") & Q(decided_at__isnull=False, confirmed_at__isnull=False)),
                name="join_request_is_confirmed_before_it_is_decided",
            ),
            models.CheckConstraint(
                condition=~Q(decision__in=(Decision.NEW, Decision.SAME)) | Q(organisation__isnull=False),
                name="join_request_taken_in_names_the_organisation",
            ),
        )

    def __str__(self) -> str:
        return f"{self.pact_id} {self.name}"


class Membership(models.Model):
    """That an organisation is on its way into the pact, in it, or was.

    ``joined_on``, ``signed_on`` and ``ceremony_on`` are three days: duties count from the first, the second
    stands under the agreement, the third was celebrated. ``tier`` is the kind of membership it agreed to
    where the rulebook knows several; how it came to it stands in ``TierChange``. After a merger the one
    that ended names the one that carries it on; that one may carry on several. Personal data: who in the
    office looks after it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("organisation")
    )
    stage = models.CharField(_("stage"), max_length=20, choices=Stage.choices, default=Stage.INTEREST)
    since_at = models.DateTimeField(_("in this stage since"))
    source = models.CharField(_("came by"), max_length=10, choices=Source.choices)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("looked after by"),
    )
    next_step = models.CharField(_("next step"), max_length=300, blank=True)
    next_step_on = models.DateField(_("due on"), null=True, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    joined_on = models.DateField(_("member since"), null=True, blank=True)
    ceremony_on = models.DateField(_("ceremony on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=20, choices=EndReason.choices, blank=True)
    carried_on_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="carries_on",
        verbose_name=_("carried on by"),
    )
    tier = models.CharField(_("kind of membership"), max_length=40, blank=True)
    created_at = models.DateTimeField(_("created at"))
    revision = models.PositiveIntegerField(_("number of changes"), default=1)

    path_to_pact: ClassVar[str] = "organisation__pact"
    objects = Scoped()

    class Meta:
        """Listed by name; an organisation has one membership at a time that has not ended."""

        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ("organisation__name", "created_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation",),
                condition=~Q(stage=Stage.ENDED),
                name="one_membership_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=Stage.values) & Q(source__in=Source.values),
                name="membership_stage_is_known",
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.ENDED, ended_on__isnull=False, end_reason__in=EndReason.values)
                | (~Q(stage=Stage.ENDED) & Q(ended_on__isnull=True, end_reason="")),
                name="membership_ends_with_day_and_reason",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=(Stage.ACTIVE, Stage.DORMANT, Stage.IN_DELAY))
                | Q(joined_on__isnull=False),
                name="member_has_a_first_day",
            ),
            models.CheckConstraint(
                condition=Q(next_step_on__isnull=True) | ~Q(next_step=""),
                name="membership_day_belongs_to_a_step",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True)
                | Q(joined_on__isnull=True)
                | Q(ended_on__gte=F("joined_on")),
                name="membership_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(carried_on_by__isnull=True) | (Q(stage=Stage.ENDED) & ~Q(carried_on_by=F("id"))),
                name="membership_is_carried_on_after_its_end",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.stage}"


class Step(models.Model):
    """That a membership went from one stage to another; never changed, so that time spent can be told.

    Personal data: who took the step; the link ends with the account.
    """

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="steps")
    from_stage = models.CharField(_("from"), max_length=20, choices=Stage.choices, blank=True)
    to_stage = models.CharField(_("to"), max_length=20, choices=Stage.choices)
    at = models.DateTimeField(_("at"))
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    path_to_pact: ClassVar[str] = "membership__organisation__pact"
    objects = Scoped()

    class Meta:
        """In the order in which they were taken."""

        verbose_name = _("step of a membership")
        verbose_name_plural = _("steps of memberships")
        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(to_stage__in=Stage.values) & (Q(from_stage="") | Q(from_stage__in=Stage.values)),
                name="membership_step_stages_are_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.membership_id} {self.from_stage} {self.to_stage}"


class TierChange(models.Model):
    """To which kind of membership a member agreed from a day on, and why the office says so; only added.

    ``agreement`` names the version of the agreement it stands in. Personal data: who entered it; the link
    ends with the account.
    """

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="tier_changes")
    from_tier = models.CharField(_("kind of membership before"), max_length=40, blank=True)
    tier = models.CharField(_("kind of membership"), max_length=40, blank=True)
    agreed_on = models.DateField(_("agreed on"))
    agreement = models.CharField(_("version of the agreement"), max_length=100, blank=True)
    reason = models.CharField(_("reason"), max_length=500)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("entered by"),
    )

    path_to_pact: ClassVar[str] = "membership__organisation__pact"
    objects = Scoped()

    class Meta:
        """In the order in which they were entered."""

        verbose_name = _("change of the kind of membership")
        verbose_name_plural = _("changes of the kind of membership")
        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(from_tier=F("tier")) & ~Q(reason=""), name="tier_changes_for_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.membership_id} {self.from_tier} {self.tier}"
