"""Every write of the newsletter: subscribing and leaving, writing and sending."""

from klimapakt.newsletter.actions.sending import begin_due, finish, go_on, hold_back, release
from klimapakt.newsletter.actions.subscribing import confirm, leave, subscribe
from klimapakt.newsletter.actions.writing import IssueWords, discard, write

__all__ = [
    "IssueWords",
    "begin_due",
    "confirm",
    "discard",
    "finish",
    "go_on",
    "hold_back",
    "leave",
    "release",
    "subscribe",
    "write",
]
