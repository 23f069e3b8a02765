"""Mails about accounts: codes, links, and notices of what has changed. allauth decides when."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import override

from klimapakt.foundation.mail import outbox
from klimapakt.people import mail_kinds

_TAKEN: Final[Mapping[str, str]] = {
    # what allauth calls it: what our templates call it
    "code": "code",
    "activate_url": "link",
    "password_reset_url": "link",
    "from_email": "former_address",
    "to_email": "new_address",
    "deleted_email": "former_address",
    "ip": "ip",
}


def send(template_prefix: str, address: str, context: Mapping[str, Any], *, language: str) -> None:
    """Post what allauth wants to send, in our words; of its values only those that the words need."""
    values = {ours: str(context[theirs]) for theirs, ours in _TAKEN.items() if context.get(theirs)}
    with override(language):
        changed_at = context.get("timestamp")
        if isinstance(changed_at, datetime):
            values["on"] = date_format(localtime(changed_at), "DATETIME_FORMAT")
            values.setdefault("ip", "–")
    outbox.post(to=address, kind=mail_kinds.of_allauth(template_prefix), language=language, context=values)
