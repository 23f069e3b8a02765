"""Writing an issue, before it is released."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.newsletter import rules
from klimapakt.newsletter.enums import IssueState
from klimapakt.newsletter.models import Issue
from klimapakt.organisations.rules import ChangedMeanwhile
from klimapakt.pacts.queries import pact_at_hand
from klimapakt.people.models import Person


@dataclass(frozen=True, slots=True)
class IssueWords:
    """Subject and text in both languages."""

    subject_de: str
    text_de: str
    subject_en: str
    text_en: str


@transaction.atomic
def write(*, issue: Issue | None, words: IssueWords, revision: int, by: Person) -> Issue:
    """Write a new issue, or a draft anew.

    Raises OnItsWay once it is released, ChangedMeanwhile when it has another revision than was looked at.
    """
    one = Issue(pact=pact_at_hand()) if issue is None else draft(issue)
    if issue is not None and one.revision != revision:
        raise ChangedMeanwhile(one)
    one.subject_de, one.text_de = words.subject_de, words.text_de
    one.subject_en, one.text_en = words.subject_en, words.text_en
    one.written_by, one.written_at = by, timezone.now()
    one.revision += issue is not None
    one.save()
    audit.record(what="newsletter.issue_written", subject=one, by=by, details={"revision": one.revision})
    return one


@transaction.atomic
def discard(*, issue: Issue, by: Person) -> None:
    """Delete a draft; raises OnItsWay once it is released."""
    one = draft(issue)
    audit.record(what="newsletter.issue_discarded", subject=one, by=by)
    one.delete()


def draft(issue: Issue) -> Issue:
    """Return the draft under its lock; raises OnItsWay once it is released."""
    one = Issue.objects.select_for_update(of=("self",)).get(pk=issue.pk)
    if one.state != IssueState.DRAFT:
        raise rules.OnItsWay
    return one
