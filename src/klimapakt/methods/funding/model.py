"""Who asks, for which measure, on which day; and what the rules of an offer say to it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from klimapakt.methods.messages import Message
from klimapakt.methods.texts import Text

Answer = Literal["yes", "ask", "no"]
ANSWERS: Final[tuple[Answer, ...]] = ("yes", "ask", "no")
"""Best first; the worst answer of any rule is the answer of the offer."""

KINDS: Final = (
    "heat_pump",
    "energy_efficiency",
    "photovoltaics",
    "e_mobility",
    "mobility",
    "heat_network",
    "environmental_management",
    "waste_separation",
    "ghg_inventory",
    "training",
    "other",
)
"""What a measure is about; further kinds are new words here and in the rule files."""

BUILDINGS: Final = ("commercial", "residential", "mixed")
MEASURE_STATES: Final = ("idea", "planned", "ordered")
OFFER_STATES: Final = ("valid", "paused", "exhausted", "ended")
ORDERS: Final = ("approval_first", "request_first", "contract_first")
"""What an offer demands about the order of the steps."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """What is known about an organisation; None is not known, and then the rules ask."""

    employees: Decimal | None = None
    turnover_eur: Decimal | None = None
    balance_sheet_eur: Decimal | None = None
    energy_mwh: Decimal | None = None
    legal_form: str = ""
    sector: str = ""
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """What is to be done, and how far its steps are."""

    kind: str
    state: str
    investment_eur: Decimal | None = None
    building: str = ""
    applied_on: date | None = None
    approved_on: date | None = None
    ordered_on: date | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """An organisation with a measure, and the day on which somebody looks."""

    organisation: Organisation
    measure: Measure
    on: date

    def happened(self, day: date | None) -> date | None:
        """Return the day of a step that has been taken; one that lies ahead has not."""
        return day if day is not None and day <= self.on else None

    @property
    def is_ordered(self) -> bool:
        """Return whether the measure is ordered, by its state or by the day of its order."""
        return self.measure.state == "ordered" or self.happened(self.measure.ordered_on) is not None


@dataclass(frozen=True, slots=True)
class Reason:
    """What one rule says and why; where it asks, ``why`` is the question to answer."""

    rule: str
    answer: Answer
    why: Message
    source: str


@dataclass(frozen=True, slots=True)
class Result:
    """The answer of one offer with the reason of every rule, and what to look out for."""

    offer: str
    title: Text
    answer: Answer
    reasons: tuple[Reason, ...]
    warnings: tuple[Message, ...]
    last_checked_on: date
    source: str

    def as_json(self) -> dict[str, object]:
        """Return the result as the shell prints it."""
        return {
            "id": self.offer,
            "title": self.title.en,
            "answer": self.answer,
            "reasons": [
                {"rule": one.rule, "answer": one.answer, "why": one.why.text(), "source": one.source}
                for one in self.reasons
            ],
            "warnings": [one.text() for one in self.warnings],
            "last_checked_on": self.last_checked_on.isoformat(),
            "source": self.source,
        }


def worst(answers: tuple[Answer, ...]) -> Answer:
    """Return the answer that decides: one no makes no, else one ask makes ask.

    >>> worst(("yes", "ask", "no")), worst(("yes", "ask")), worst(("yes",))
    ('no', 'ask', 'yes')
    """
    return max(answers, key=ANSWERS.index, default="ask")
