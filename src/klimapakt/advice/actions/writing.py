"""Locking a request and adding to its log."""

from django.utils import timezone

from klimapakt.advice.enums import EntryKind
from klimapakt.advice.models import AdviceEntry, AdviceRequest
from klimapakt.foundation import audit
from klimapakt.people.models import Person


def locked(request: AdviceRequest) -> AdviceRequest:
    """Return a request as it stands now, so that nobody else changes it."""
    found = AdviceRequest.objects.select_for_update(of=("self",))
    return found.select_related("organisation__pact", "asked_by").get(pk=request.pk)


def noted(request: AdviceRequest, kind: EntryKind, by: Person | None, text: str = "") -> AdviceEntry:
    """Add to the log and to the audit chain."""
    entry = AdviceEntry.objects.create(
        request=request, kind=kind, text=text.strip(), at=timezone.now(), by=by
    )
    audit.record(what=f"advice.{kind.value}", subject=request, by=by)
    return entry
