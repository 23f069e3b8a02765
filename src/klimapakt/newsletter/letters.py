"""The mails of the newsletter. An issue leaves once for each subscriber: its key names both."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import override

from klimapakt.foundation.mail import outbox, writing
from klimapakt.foundation.mail.kinds import Kind
from klimapakt.newsletter import leaving, mail_kinds, rules
from klimapakt.newsletter.models import Issue, Subscription

PLACE = "TOKEN"
"""Stands in an address where the token comes."""


def confirm(subscription: Subscription, link: str) -> None:
    """Send the link that confirms an address."""
    with override(subscription.language):
        until = date_format(localtime(subscription.asked_at + rules.CONFIRM_WITHIN), "DATE_FORMAT")
    context = {"name": subscription.pact.name, "link": link, "until": until}
    _post(subscription, mail_kinds.CONFIRM, context, key="")


def issue(one: Issue, to: Subscription) -> None:
    """Post an issue to a subscriber, unless it was."""
    link = str(one.leave_links[to.language]).replace(PLACE, leaving.token_of(to))
    _post(to, mail_kinds.ISSUE, _words(one, to.language, link), key=f"newsletter:{one.pk}:{to.pk}")


def preview(one: Issue, language: str, link: str) -> writing.Written:
    """Return an issue exactly as it is mailed; the leave link stands apart, as in the outbox."""
    return writing.write(mail_kinds.ISSUE, language, _words(one, language, link))


def _words(one: Issue, language: str, link: str) -> dict[str, str]:
    return {"title": one.subject(language), "text": one.text(language), "link": link}


def _post(to: Subscription, kind: Kind, context: dict[str, str], *, key: str) -> None:
    outbox.post(to=to.email, kind=kind, language=to.language, context=context, key=key)
