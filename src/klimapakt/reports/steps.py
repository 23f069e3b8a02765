"""The steps whose minutes are measured: the questions of the guided inventory, and handing it in."""

from functools import cache
from typing import Final

from django.utils.translation import get_language, gettext

from klimapakt.methods.questionnaires import questionnaires

SUBMIT: Final = "submit"


@cache
def in_order() -> tuple[str, ...]:
    """Return the keys of the steps in the order in which one comes to them."""
    asked = (question.key for one in questionnaires().values() for question in one.questions)
    return (*dict.fromkeys(asked), SUBMIT)


def is_step(key: str) -> bool:
    """Tell whether a page measures this step."""
    return key in in_order()


def words(key: str) -> str:
    """Return what a step is called in the language of the reader."""
    if key == SUBMIT:
        return gettext("Check and hand in")
    found = (one.question(key) for one in questionnaires().values())
    topic = next(question.topic for question in found if question is not None)
    return topic.written(get_language() or "en")
