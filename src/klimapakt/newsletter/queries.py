"""Reads of the newsletter."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from klimapakt.newsletter import rules
from klimapakt.newsletter.enums import IssueState
from klimapakt.newsletter.models import Issue, Subscription
from klimapakt.organisations.rules import hash_of


@dataclass(frozen=True, slots=True)
class Counted:
    """How many addresses: which get issues, by language, and which have not confirmed yet."""

    german: int
    english: int
    unconfirmed: int

    @property
    def all(self) -> int:
        """Return how many get the next issue."""
        return self.german + self.english


def sent() -> QuerySet[Issue]:
    """Return the archive everybody may read: what was sent, the newest first."""
    return Issue.objects.filter(state=IssueState.SENT).order_by("-sent_at", "pk")


def issues() -> QuerySet[Issue]:
    """Return every issue for the office, what is still to do first."""
    return Issue.objects.select_related("written_by", "released_by").order_by("-written_at", "pk")


def issue(pk: UUID) -> Issue | None:
    """Return one issue for the office."""
    return issues().filter(pk=pk).first()


def counted() -> Counted:
    """Return how many get the newsletter now; no address is told."""
    counts = Q(confirmed_at__isnull=False, left_at__isnull=True)
    found = Subscription.objects.aggregate(
        german=Count("pk", filter=counts & Q(language="de")),
        english=Count("pk", filter=counts & Q(language="en")),
        unconfirmed=Count("pk", filter=Q(confirmed_at__isnull=True)),
    )
    return Counted(**found)


def why_over(token: str) -> rules.LinkOver | None:
    """Return why a confirmation link confirms nothing; None where it would."""
    one = Subscription.objects.filter(token_hash=hash_of(token)).first()
    return rules.why_over(
        asked_at=one.asked_at if one else None,
        confirmed_at=one.confirmed_at if one else None,
        now=timezone.now(),
    )
