"""Pure decisions about monitoring: which year, which targets were met, what is missing before handing in."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.monitoring.enums import Outcome, StepKey, StepState
from klimapakt.organisations.rules import NotPossible


@dataclass(frozen=True, slots=True)
class Target:
    """A reduction a member has promised, wherever it is kept; ``words`` are those of the promise.

    ``source`` says where the words stand, such as the number of an agreement; it is empty for a target that
    the member has set as one. ``per`` is set where figures are those of one unit, as a full-time position.
    """

    key: UUID
    words: str
    source: str
    coverage: str
    base_year: int
    target_year: int
    percent: Decimal
    per: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A target beside the figures of the base year and of the report, in whole milligrams.

    A figure is None where there is none on the same method. ``allowed_mg`` is what the target allows.
    """

    target: Target
    outcome: Outcome
    base_mg: int | None = None
    now_mg: int | None = None

    @property
    def allowed_mg(self) -> int | None:
        """Return how much may be left at the most, rounded down."""
        return None if self.base_mg is None else int(_allowed(self.target, self.base_mg))

    @property
    def reached_percent(self) -> Decimal | None:
        """Return by how many percent the figure fell; negative where it rose."""
        if not self.base_mg or self.now_mg is None:
            return None
        return Decimal(self.base_mg - self.now_mg) * 100 / self.base_mg


def judged(target: Target, *, base_mg: int | None, now_mg: int | None, year: int) -> Judged:
    """Return how a target stands in a year, by figures on the same method; nothing is interpolated.

    >>> from uuid import UUID
    >>> target = Target(UUID(int=1), "", "", "total_location", 2020, 2025, Decimal(20))
    >>> judged(target, base_mg=100, now_mg=80, year=2025).outcome
    Outcome.MET
    >>> judged(target, base_mg=100, now_mg=81, year=2025).outcome
    Outcome.MISSED
    >>> judged(target, base_mg=100, now_mg=81, year=2024).outcome
    Outcome.NOT_DUE
    """
    if not base_mg:
        return Judged(target, Outcome.NO_BASE, None, now_mg)
    if now_mg is None:
        return Judged(target, Outcome.NOT_COMPARABLE, base_mg, None)
    if year < target.target_year:
        return Judged(target, Outcome.NOT_DUE, base_mg, now_mg)
    is_met = Decimal(now_mg) <= _allowed(target, base_mg)
    return Judged(target, Outcome.MET if is_met else Outcome.MISSED, base_mg, now_mg)


def unexplained(found: Iterable[Judged], explained: Collection[UUID]) -> tuple[Judged, ...]:
    """Return the missed targets nobody has said anything about."""
    return tuple(one for one in found if one.outcome == Outcome.MISSED and one.target.key not in explained)


def year_proposed(today: date, *, after: int) -> int | None:
    """Return the newest full year, when it lies after the last one that was accepted; else None.

    >>> year_proposed(date(2026, 4, 1), after=2021)
    2025
    >>> year_proposed(date(2026, 4, 1), after=2025) is None
    True
    """
    return today.year - 1 if today.year - 1 > after else None


def steps(done: Mapping[StepKey, bool]) -> tuple[tuple[StepKey, StepState], ...]:
    """Return every step with how far it is: what is done, the first that is not, and what comes later.

    >>> [state.value for _key, state in steps({StepKey.BEGIN: True, StepKey.ROWS: True})]
    ['done', 'now', 'done', 'later', 'later', 'later']
    """
    found: list[tuple[StepKey, StepState]] = []
    is_next = True
    for key in StepKey:
        if done.get(key, False):
            found.append((key, StepState.DONE))
        else:
            found.append((key, StepState.NOW if is_next else StepState.LATER))
            is_next = False
    return tuple(found)


def ensure_complete(missing: Iterable[StepKey]) -> None:
    """Raise StepsLeft unless everything before handing in is done."""
    left = [str(key.label) for key in missing if key != StepKey.HAND_IN]
    if left:
        raise StepsLeft(left)


class StepsLeft(NotPossible):
    """Something is still to be done before the report can be handed in."""

    def __init__(self, names: list[str]) -> None:
        text = gettext_noop("Before you can hand it in, these steps are left: %(steps)s.")
        super().__init__(Message("steps_left", text, {"steps": ", ".join(names)}))


class NotOpenYet(NotPossible):
    """The duty has not opened, or nothing is owed any more."""

    def __init__(self, opens_on: date | None = None) -> None:
        text = gettext_noop("This monitoring is not open. Nothing is to be done at the moment.")
        early = gettext_noop("This monitoring opens on %(day)s. Nothing is to be done before.")
        super().__init__(
            Message("monitoring_not_open", early, {"day": opens_on})
            if opens_on
            else Message("monitoring_not_open", text)
        )


class NothingToBeginFrom(NotPossible):
    """No inventory of an earlier year was accepted."""

    def __init__(self) -> None:
        text = gettext_noop(
            "There is no accepted inventory yet that a monitoring could stand beside. First the baseline has "
            "to be accepted."
        )
        super().__init__(Message("nothing_to_begin_from", text))


class NoYearLeft(NotPossible):
    """Every full year since the last report has an accepted inventory."""

    def __init__(self) -> None:
        text = gettext_noop(
            "Every full year since the last report has an accepted inventory already. Ask the pact office to "
            "confirm the monitoring by it, or begin a correction."
        )
        super().__init__(Message("no_year_left", text))


class AlreadyDecided(NotPossible):
    """The report was handed in or accepted; nothing in it changes."""

    def __init__(self) -> None:
        text = gettext_noop(
            "This report has been handed in, so nothing in it can be changed. Withdraw it first if you want "
            "to change something."
        )
        super().__init__(Message("monitoring_closed", text))


class NotInTheAgreement(NotPossible):
    """The paragraph is not in the agreement in force."""

    def __init__(self) -> None:
        text = gettext_noop("This paragraph is not in the agreement that is in force.")
        super().__init__(Message("not_in_agreement", text))


class ReasonInWords(NotPossible):
    """A reason is nothing without words."""

    def __init__(self) -> None:
        text = gettext_noop("Please say in a few words why the target was missed.")
        super().__init__(Message("reason_in_words", text))


def _allowed(target: Target, base_mg: int) -> Decimal:
    return Decimal(base_mg) * (100 - target.percent) / 100
