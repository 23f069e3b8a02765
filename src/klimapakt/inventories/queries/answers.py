"""The guided inventory: where somebody stands, what was answered, what is there beside it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from klimapakt.inventories.enums import Quality, RowOrigin
from klimapakt.inventories.models import Activity, Inventory, QuestionAnswer, QuestionnaireRun
from klimapakt.inventories.queries.results import Calculated
from klimapakt.methods.questionnaires import Question, Questionnaire, questionnaire

_ESTIMATES = (Quality.ESTIMATED, Quality.PROXY)


@dataclass(frozen=True)
class Asked:
    """One question with what was answered; ``answer`` is None while it is left open."""

    number: int
    question: Question
    answer: QuestionAnswer | None

    @property
    def is_known(self) -> bool:
        """Tell whether a figure was given."""
        return self.answer is not None and not self.answer.is_unknown


@dataclass(frozen=True)
class Standing:
    """A guided inventory with its questions in order."""

    run: QuestionnaireRun
    questionnaire: Questionnaire
    asked: tuple[Asked, ...]

    @property
    def done(self) -> int:
        """Return how many questions were answered, "I don't know" included."""
        return sum(1 for one in self.asked if one.answer is not None)

    @property
    def total(self) -> int:
        """Return how many questions there are."""
        return len(self.asked)

    @cached_property
    def left(self) -> tuple[Asked, ...]:
        """Return what has not been answered at all."""
        return tuple(one for one in self.asked if one.answer is None)

    @cached_property
    def unknown(self) -> tuple[Asked, ...]:
        """Return what was answered with "I don't know"."""
        return tuple(one for one in self.asked if one.answer is not None and one.answer.is_unknown)

    def one(self, key: str) -> Asked | None:
        """Return a question by its key."""
        return next((one for one in self.asked if one.question.key == key), None)

    def after(self, key: str) -> Asked | None:
        """Return the question to ask after this one: the next open one, then the first that was skipped."""
        number = self.questionnaire.number_of(key)
        later = [one for one in self.left if one.number > number]
        return next(iter([*later, *(one for one in self.left if one.number < number)]), None)

    def before(self, key: str) -> Asked | None:
        """Return the question that stands before this one."""
        return next((one for one in self.asked if one.number == self.questionnaire.number_of(key) - 1), None)


def run_of(inventory: Inventory) -> QuestionnaireRun | None:
    """Return the guided run of an inventory; None when nobody began one."""
    return QuestionnaireRun.objects.filter(inventory=inventory).first()


def run_standing(run: QuestionnaireRun) -> Standing | None:
    """Return where a guided inventory stands; None when its questionnaire is no longer shipped."""
    found = questionnaire(run.questionnaire)
    if found is None:
        return None
    answers = {answer.question: answer for answer in run.answers.select_related("answered_by")}
    asked = (
        Asked(number, question, answers.get(question.key))
        for number, question in enumerate(found.questions, start=1)
    )
    return Standing(run, found, tuple(asked))


def runs_of(inventories: Iterable[UUID]) -> Mapping[UUID, QuestionnaireRun]:
    """Return the guided runs of several inventories that are still going on."""
    going_on = QuestionnaireRun.objects.filter(inventory__in=list(inventories), finished_at__isnull=True)
    return {run.inventory_id: run for run in going_on}


def rows_of_question(inventory: Inventory, key: str) -> list[Activity]:
    """Return the rows that the answer to a question wrote."""
    of_question = Activity.objects.filter(
        inventory=inventory, origin=RowOrigin.QUESTION, origin_key__startswith=f"{key}."
    )
    return list(of_question.select_related("site"))


def rows_beside(inventory: Inventory, question: Question) -> list[Activity]:
    """Return rows about the same thing that did not come from the questions."""
    beside = Activity.objects.filter(inventory=inventory, activity__in=question.activities)
    return list(beside.exclude(origin=RowOrigin.QUESTION).select_related("site", "upload"))


def mass_of_questions(calculated: Calculated) -> Mapping[str, int]:
    """Return the location-based milligrams of each question's rows."""
    sums: dict[str, int] = {}
    for line in calculated.result.lines:
        row = calculated.row_of.get(line.activity)
        if row is None or row.origin != RowOrigin.QUESTION:
            continue
        if line.scope is not None and line.part != "market":
            key = row.origin_key.partition(".")[0]
            sums[key] = sums.get(key, 0) + line.co2e_mg
    return sums


def estimated_questions(calculated: Calculated) -> frozenset[str]:
    """Return the questions whose answer is an estimate."""
    return frozenset(
        row.origin_key.partition(".")[0]
        for row in calculated.rows
        if row.origin == RowOrigin.QUESTION and row.quality in _ESTIMATES
    )
