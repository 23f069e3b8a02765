"""A review in words: the checklist with what was counted, and questions to begin from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from klimapakt.inventories.enums import CheckAnswer
from klimapakt.inventories.models import Inventory, ReviewQuestion
from klimapakt.inventories.presenting.facts import fact_told
from klimapakt.inventories.queries import Review
from klimapakt.inventories.reviewing import Asked
from klimapakt.inventories.seen import Conflict, mark_of
from klimapakt.methods.messages import gettext_noop
from klimapakt.office.review_forms import CheckForm, CloseForm, Closing, Filled
from klimapakt.organisations.queries import roles_of

TEMPLATES: Final[Mapping[str, tuple[str, str]]] = {
    "bill": (
        gettext_noop("Ask for the bill"),
        gettext_noop("Please attach the bill for this row. A photograph of all pages is enough."),
    ),
    "period": (
        gettext_noop("Ask about the period"),
        gettext_noop("Does the amount cover the whole year? If not, please tell us from when to when."),
    ),
    "unit": (
        gettext_noop("Ask about the unit"),
        gettext_noop("Please check the unit on the bill: is it really the one that stands here?"),
    ),
    "change": (
        gettext_noop("Ask why it changed"),
        gettext_noop("The figure differs clearly from the year before. What was the reason?"),
    ),
}


@dataclass(frozen=True, slots=True)
class ShownCheck:
    """One item as a reviewer reads it; ``form`` is missing where nobody has to answer.

    ``conflict`` is what was not saved because somebody else had answered in the meantime; ``said`` puts that
    answer into words.
    """

    asked: Asked
    question: str
    told: str
    form: CheckForm | None
    conflict: Conflict | None = None

    @property
    def said(self) -> str:
        """Return the answer that was not saved."""
        return str(CheckAnswer(self.conflict.answer).label) if self.conflict else ""

    @property
    def place(self) -> str:
        """Return the part of the page where to look."""
        return self.asked.item.place


def shown_checks(review: Review, filled: Filled | None = None) -> list[ShownCheck]:
    """Return the items in the language of the page; an earlier round prefills what is not answered yet."""
    language = get_language() or "de"
    return [
        ShownCheck(
            asked=one,
            question=one.item.question.written(language),
            told=fact_told(one.fact.message) if one.fact else "",
            form=(filled.forms if filled else {}).get(one.item.key) or _form(one),
            conflict=filled.conflicts.get(one.item.key) if filled else None,
        )
        for one in review.asked
    ]


def shown_questions(
    questions: Iterable[ReviewQuestion], closing: Closing | None
) -> list[tuple[ReviewQuestion, CloseForm]]:
    """Return the questions, each with the form that ends it; one that could not be taken stays as it was."""
    return [
        (one, closing.form if closing and closing.question == one.pk else CloseForm(auto_id=f"%s-{one.pk}"))
        for one in questions
    ]


def question_templates() -> Iterable[tuple[str, str]]:
    """Return the questions one can begin from: key and name."""
    return [(key, _(name)) for key, (name, _text) in TEMPLATES.items()]


def question_text(inventory: Inventory, key: str) -> str:
    """Return a question to begin from in the language of whoever reads it; nothing for an unknown key."""
    if key not in TEMPLATES:
        return ""
    role = next(iter(roles_of(inventory.organisation)), None)
    with override(role.person.language if role else get_language()):
        return _(TEMPLATES[key][1])


def _form(asked: Asked) -> CheckForm | None:
    if asked.is_settled_by_machine:
        return None
    known = asked.answer or asked.earlier
    initial = {"answer": known.answer, "note": known.note} if known else {}
    initial["seen"] = mark_of(asked.answer)
    return CheckForm(prefix=asked.item.key, initial=initial)
