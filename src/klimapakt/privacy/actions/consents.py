"""Giving and withdrawing consent; the words stand in what is kept."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from klimapakt.foundation import audit
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation
from klimapakt.organisations.queries import role_in
from klimapakt.people.models import Person
from klimapakt.privacy import rules
from klimapakt.privacy.consent_texts import OF_MANAGEMENT, newest
from klimapakt.privacy.enums import Purpose
from klimapakt.privacy.models import Consent


@transaction.atomic
def give(*, organisation: Organisation, purpose: Purpose, seen_version: int, by: Person) -> Consent:
    """Keep that somebody agrees to the words they have just read; giving it twice changes nothing.

    Raises NotYours for an organisation the person does not act for, and when the words have changed since.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    words = newest(purpose)
    role = role_in(by, organisation)
    if role is None or words.version != seen_version:
        raise rules.NotYours
    if purpose in OF_MANAGEMENT and role != RoleKind.MANAGEMENT:
        raise rules.NotYours
    there = Consent.objects.filter(
        person=by, organisation=organisation, purpose=purpose, withdrawn_at__isnull=True
    ).first()
    if there is not None and there.text_version == words.version:
        return there
    if there is not None:
        withdraw(consent=there, by=by)
    consent = Consent(
        pact=organisation.pact,
        person=by,
        organisation=organisation,
        purpose=purpose,
        text_version=words.version,
        text=gettext(words.text) % {"organisation": organisation.name},
        given_at=timezone.now(),
    )
    consent.save()
    told: dict[str, audit.Detail] = {"purpose": str(purpose), "version": words.version}
    audit.record(what="consent.given", subject=consent, by=by, details=told)
    return consent


@transaction.atomic
def withdraw(*, consent: Consent, by: Person) -> Consent:
    """End one's own consent from now on; withdrawing it twice changes nothing."""
    consent = Consent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    if consent.person_id != by.pk:
        raise rules.NotYours
    if consent.withdrawn_at is None:
        consent.withdrawn_at = timezone.now()
        consent.save(update_fields=["withdrawn_at"])
        audit.record(what="consent.withdrawn", subject=consent, by=by, details={"purpose": consent.purpose})
    return consent
