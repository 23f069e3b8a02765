"""The guided inventory as its pages show it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from klimapakt.foundation.templatetags.format import amount
from klimapakt.inventories.models import Activity, Inventory
from klimapakt.inventories.presenting.questions import Said, beside, derivation_of, said, written
from klimapakt.inventories.presenting.words import is_german
from klimapakt.inventories.queries import (
    Asked,
    Calculated,
    Standing,
    estimated_questions,
    mass_of_questions,
)
from klimapakt.methods.catalogue import activities
from klimapakt.methods.questionnaires import Drawing, Question

LARGEST = 3


@dataclass(frozen=True, slots=True)
class StepToTake:
    """What to do when a figure is not known."""

    words: str
    has_letter: bool


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """A question in the language of the page; ``drawing`` is None where each way to answer has its own."""

    key: str
    topic: str
    title: str
    why: str
    where: str
    drawing: Drawing | None
    unknown: str
    steps: tuple[StepToTake, ...]
    note_title: str
    note: str


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """One question on the overview; ``mg`` is None where it adds nothing to the total."""

    asked: Asked
    topic: str
    said: tuple[Said, ...]
    is_estimate: bool
    mg: int | None


@dataclass(frozen=True, slots=True)
class Improvement:
    """What would make the figure better: a question, why, and what it counts for now.

    ``state`` is unknown, open or estimated.
    """

    key: str
    topic: str
    why: str
    state: str
    mg: int
    steps: tuple[StepToTake, ...]


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """A row that an answer wrote."""

    row: Activity
    name: str
    amount: str
    derivation: str


def page_of(question: Question) -> QuestionPage:
    """Return a question as its page shows it."""
    return QuestionPage(
        key=question.key,
        topic=written(question.topic),
        title=written(question.title),
        why=written(question.why),
        where=written(question.where),
        drawing=None if question.choices else question.drawing,
        unknown=written(question.unknown),
        steps=_steps(question),
        note_title=written(question.note_title),
        note=written(question.note),
    )


def answers(standing: Standing, calculated: Calculated) -> tuple[AnsweredQuestion, ...]:
    """Return every question with its answer and what it adds to the total."""
    masses, estimates = mass_of_questions(calculated), estimated_questions(calculated)
    return tuple(
        AnsweredQuestion(
            asked=asked,
            topic=written(asked.question.topic),
            said=tuple(said(asked.question, asked.answer.values)) if asked.answer else (),
            is_estimate=asked.question.key in estimates,
            mg=masses.get(asked.question.key),
        )
        for asked in standing.asked
    )


def improvements(standing: Standing, calculated: Calculated) -> tuple[Improvement, ...]:
    """Return what to do next: what is not known, what is open, then the largest estimates."""
    masses, estimates = mass_of_questions(calculated), estimated_questions(calculated)
    missing = [_improvement(one, masses) for one in (*standing.unknown, *standing.left)]
    rough = [
        _improvement(one, masses) for one in standing.asked if one.is_known and one.question.key in estimates
    ]
    return (*missing, *sorted(rough, key=lambda one: -one.mg))


def largest(standing: Standing, calculated: Calculated) -> tuple[AnsweredQuestion, ...]:
    """Return the questions that count most."""
    found = [one for one in answers(standing, calculated) if one.mg]
    return tuple(sorted(found, key=lambda one: -(one.mg or 0))[:LARGEST])


def rows_of(rows: Iterable[Activity]) -> tuple[WrittenRow, ...]:
    """Return the rows an answer wrote, with how each amount was found."""
    return tuple(
        WrittenRow(row, written_name(row), amount(row.amount, row.unit), derivation_of(row)) for row in rows
    )


def rows_beside(rows: Iterable[Activity]) -> tuple[str, ...]:
    """Return the rows that are there already, in words."""
    return tuple(beside(row) for row in rows)


def written_name(row: Activity) -> str:
    """Return what a row is about."""
    known = activities()[row.activity]
    return known.label_de if is_german() else known.label_en


def known_before(question: Question, inventory: Inventory) -> dict[str, str]:
    """Return what the inventory knows of a question that nobody answered yet: its reference figures."""
    known = {one.key: getattr(inventory, one.reference) for one in question.fields if one.reference}
    return {key: str(value) for key, value in known.items() if value is not None}


def _improvement(one: Asked, masses: Mapping[str, int]) -> Improvement:
    question = one.question
    state = "open" if one.answer is None else "estimated" if one.is_known else "unknown"
    mg = masses.get(question.key, 0)
    why = written(question.unknown)
    return Improvement(question.key, written(question.topic), why, state, mg, _steps(question))


def _steps(question: Question) -> tuple[StepToTake, ...]:
    return tuple(StepToTake(written(step.text), step.has_letter) for step in question.steps)
