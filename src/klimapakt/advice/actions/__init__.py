"""Every write of advice."""

from klimapakt.advice.actions.answering import Ended, answer, close, promise, propose
from klimapakt.advice.actions.appointments import accept_appointment, decline_appointment
from klimapakt.advice.actions.asking import Question, ask, withdraw, write

__all__ = [
    "Ended",
    "Question",
    "accept_appointment",
    "answer",
    "ask",
    "close",
    "decline_appointment",
    "promise",
    "propose",
    "withdraw",
    "write",
]
