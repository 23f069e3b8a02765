"""Asking for the newsletter, confirming the address, leaving."""

import secrets
from collections.abc import Callable
from typing import Final

from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.newsletter import leaving, letters, rules
from klimapakt.newsletter.consent_texts import NEWEST
from klimapakt.newsletter.models import Subscription
from klimapakt.organisations.rules import hash_of
from klimapakt.pacts.models import Pact
from klimapakt.pacts.queries import pact_at_hand

_TOKEN_BYTES: Final = 32


@transaction.atomic
def subscribe(*, email: str, language: str, link: Callable[[str], str]) -> None:
    """Keep that somebody asks and send the link that confirms it; ``link`` makes an address of a token.

    Nothing tells whether the address is known. Who asks again within ten minutes gets no second mail, and a
    subscription that counts goes on as it is until the new link is used. Raises ValidationError.
    """
    email = email.strip().lower()
    validate_email(email)
    now, token = timezone.now(), secrets.token_urlsafe(_TOKEN_BYTES)
    # Two who ask at once for one address meet at their pact, not at the constraint.
    pact = Pact.objects.select_for_update().get(pk=pact_at_hand().pk)
    found = Subscription.objects.select_for_update(of=("self",)).filter(email=email).first()
    one = found or Subscription(pact=pact, email=email, language=language)
    if found is not None and rules.is_too_soon(asked_at=one.asked_at, left_at=one.left_at, now=now):
        return
    if not one.counts:
        one.language = language
    one.consent_version, one.token_hash, one.asked_at = NEWEST, hash_of(token), now
    one.save()
    letters.confirm(one, link(token))


@transaction.atomic
def confirm(*, token: str) -> Subscription:
    """Let a subscription count from now on; raises LinkOver when the link is unknown, used or too old."""
    found = Subscription.objects.select_for_update(of=("self",)).filter(token_hash=hash_of(token)).first()
    now = timezone.now()
    over = rules.why_over(
        asked_at=found.asked_at if found else None,
        confirmed_at=found.confirmed_at if found else None,
        now=now,
    )
    if found is None or over is not None:
        raise over or rules.LinkOver("unknown")
    found.confirmed_at, found.left_at = now, None
    found.save(update_fields=["confirmed_at", "left_at"])
    audit.record(what="newsletter.confirmed", subject=found, by=None)
    return found


@transaction.atomic
def leave(*, token: str) -> bool:
    """Let a subscriber go; doing so twice is the same as once. False where the link is not ours."""
    pk = leaving.read(token)
    if pk is None:
        return False
    found = Subscription.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if found is not None and found.counts:
        found.left_at = timezone.now()
        found.save(update_fields=["left_at"])
        audit.record(what="newsletter.left", subject=found, by=None)
    return True
