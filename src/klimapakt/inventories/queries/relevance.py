"""What is known of the fifteen categories of scope 3 in an inventory."""

from collections import defaultdict
from dataclasses import dataclass

from klimapakt.inventories.enums import Relevance
from klimapakt.inventories.models import Inventory, RelevanceAnswer
from klimapakt.inventories.queries.results import Calculated, calculated
from klimapakt.inventories.relevance import CATEGORIES, contradiction
from klimapakt.methods.messages import Message


@dataclass(frozen=True, slots=True)
class CategoryRelevance:
    """One category: the answer, what the inventory holds of it, and what contradicts the answer.

    ``co2e_mg`` is the location-based sum in whole milligrams; ``rows`` are the rows behind it; ``revision``
    is that of the answer, 0 where there is none yet.
    """

    category: int
    relevance: str
    reason: str
    revision: int
    co2e_mg: int
    rows: int
    finding: Message | None

    @property
    def is_open(self) -> bool:
        """Tell whether nobody has looked at the category yet."""
        return self.relevance == Relevance.OPEN

    @property
    def word(self) -> str:
        """Return the state in the language of the page."""
        return str(Relevance(self.relevance).label)


def relevance_of(inventory: Inventory, result: Calculated | None = None) -> list[CategoryRelevance]:
    """Return all fifteen categories in their order; ``result`` spares calculating the inventory again."""
    answers = {answer.category: answer for answer in RelevanceAnswer.objects.filter(inventory=inventory)}
    sums: dict[int, int] = defaultdict(int)
    rows: dict[int, set[str]] = defaultdict(set)
    for line in (result or calculated(inventory)).result.lines:
        if line.scope == 3 and line.scope3_category is not None and line.method != "market":
            sums[line.scope3_category] += line.co2e_mg
            rows[line.scope3_category].add(line.activity)
    return [_entry(number, answers.get(number), sums[number], len(rows[number])) for number in CATEGORIES]


def categories_looked_at(inventory: Inventory) -> int:
    """Return how many categories have an answer, without calculating anything."""
    answered = RelevanceAnswer.objects.filter(inventory=inventory).exclude(relevance=Relevance.OPEN)
    return answered.count()


def _entry(number: int, answer: RelevanceAnswer | None, co2e_mg: int, rows: int) -> CategoryRelevance:
    relevance = answer.relevance if answer else str(Relevance.OPEN)
    return CategoryRelevance(
        category=number,
        relevance=relevance,
        reason=answer.reason if answer else "",
        revision=answer.revision if answer else 0,
        co2e_mg=co2e_mg,
        rows=rows,
        finding=contradiction(relevance, rows),
    )
