"""Suppression in one table of groups that add up to a total.

A group is shown when it holds nobody, or at least the minimum of members of whom none has too large a share.
When a total stands beside them, what is hidden follows by subtraction; therefore further groups are hidden,
the smallest first, until what is hidden together would be safe to show as one figure and consists of two
groups at least. Where no further group is left, the total is hidden too. An empty group is no help in hiding
another. Members may be in several groups of a table; each counts once in what is joined.

Not covered, and told on the page: other tables over other groups, and the same table before and after one
member joined. After Hundepool et al., Statistical Disclosure Control (2012), ch. 4: threshold, dominance,
complementary suppression.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from klimapakt.methods.disclosure.minimum import MinimumGroup

_TWO = 2
Values = Mapping[Any, int]
"""What each member of a group has in it; who has nothing in it is no member of it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A group that may be shown: how many members are in it, and their sum."""

    members: int
    total: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be shown: for each group its cell, or None where it is hidden; and the total, or None."""

    cells: Mapping[str, Cell | None]
    total: Cell | None

    @property
    def hides_something(self) -> bool:
        """Tell whether anything is hidden."""
        return self.total is None or None in self.cells.values()


def shown(groups: Mapping[str, Values], minimum: MinimumGroup) -> Shown:
    """Return which groups of a table and whether its total may be shown.

    >>> from datetime import date
    >>> five = MinimumGroup(5, 80, date(2026, 1, 1), {}, True)
    >>> table = {
    ...     "bakeries": dict.fromkeys(range(6), 10),
    ...     "metal": {11: 20, 12: 30},
    ...     "hotels": dict.fromkeys(range(20, 29), 10),
    ... }
    >>> found = shown(table, five)
    >>> [name for name, cell in found.cells.items() if cell is None], found.total
    (['bakeries', 'metal'], Cell(members=17, total=200))
    >>> shown({"metal": {11: 20, 12: 30}}, five).total is None
    True
    """
    total = joined(groups.values())
    if not is_safe(total, minimum):
        return Shown(dict.fromkeys(groups), None)
    hidden = {name for name, values in groups.items() if not is_safe(values, minimum)}
    left = sorted(
        (name for name, values in groups.items() if name not in hidden and _cell(values).members),
        key=lambda name: (_cell(groups[name]).members, abs(_cell(groups[name]).total), name),
    )
    while hidden and not _are_safe_together([groups[name] for name in hidden], minimum):
        if not left:
            return Shown(_without(groups, hidden), None)
        hidden.add(left.pop(0))
    return Shown(_without(groups, hidden), _cell(total))


def is_safe(values: Values, minimum: MinimumGroup) -> bool:
    """Tell whether the sum of a group tells about none of its members; an empty one tells about nobody.

    >>> from datetime import date
    >>> five = MinimumGroup(5, 80, date(2026, 1, 1), {}, True)
    >>> is_safe(dict.fromkeys("abcde", 1), five), is_safe({**dict.fromkeys("abcde", 1), "f": 100}, five)
    (True, False)
    """
    held = [abs(value) for value in values.values() if value]
    if not held:
        return True
    is_dominated = max(held) * 100 > minimum.largest_percent * sum(held)
    return len(held) >= minimum.members and not is_dominated


def joined(groups: Iterable[Values]) -> Values:
    """Return several groups as one, in which every member counts once with all it has.

    >>> dict(joined([{"a": 1, "b": 2}, {"a": 3}]))
    {'a': 4, 'b': 2}
    """
    found: Counter[Any] = Counter()
    for values in groups:
        found.update(values)
    return found


def _are_safe_together(hidden: list[Values], minimum: MinimumGroup) -> bool:
    """Tell whether the difference between total and shown groups would be safe to know."""
    return len([one for one in hidden if _cell(one).members]) >= _TWO and is_safe(joined(hidden), minimum)


def _cell(values: Values) -> Cell:
    return Cell(sum(1 for value in values.values() if value), sum(values.values()))


def _without(groups: Mapping[str, Values], hidden: set[str]) -> dict[str, Cell | None]:
    return {name: None if name in hidden else _cell(values) for name, values in groups.items()}
