"""Closed lists about outgoing mail."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class MailState(TextChoices):
    """How an e-mail stands."""

    QUEUED = "queued", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("not delivered")
    SUPPRESSED = "suppressed", _("dropped")


class MailProblem(TextChoices):
    """Why an e-mail could not be handed over, without a word about whom it was for."""

    SERVER_AWAY = "server_away", _("The mail server does not answer.")
    SIGN_IN_REFUSED = "sign_in_refused", _("The mail server does not let us in.")
    CUT_OFF = "cut_off", _("The mail server ended the connection before it had taken the e-mail.")
    SENDER_REFUSED = "sender_refused", _("The mail server takes no e-mail from our address.")
    LATER = "later", _("The mail server wants the e-mail later.")
    ADDRESS_REFUSED = "address_refused", _("There is no mailbox with this address, or it takes no e-mail.")
    CONTENT_REFUSED = "content_refused", _("The mail server refuses this e-mail.")
    NOT_WRITABLE = "not_writable", _("No e-mail can be written with this address or subject.")
    SECRET_LOST = "secret_lost", _("Its secret part can no longer be read.")
    TOO_LATE = "too_late", _("The code or link in it no longer counts.")
    INTERRUPTED = "interrupted", _("Sending was interrupted.")


class Urgency(IntegerChoices):
    """In which order the office looks at e-mails: first what needs a person."""

    DEAD = 0
    UNDERWAY = 1
    OVER = 2
