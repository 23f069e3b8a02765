"""Split whole milligrams so that the parts make the whole again."""

from collections.abc import Mapping
from fractions import Fraction
from math import floor


def split_exactly(mg: int, weights: Mapping[str, Fraction]) -> dict[str, int]:
    """Return parts in proportion to the weights whose sum is exactly the whole; zero for no weight at all.

    Each part is rounded down; what is left goes one by one to the largest remainders, by name among equals.

    >>> split_exactly(10, {"a": Fraction(1), "b": Fraction(1), "c": Fraction(1)})
    {'a': 4, 'b': 3, 'c': 3}
    """
    whole = sum(weights.values())
    if not whole:
        return dict.fromkeys(weights, 0)
    exact = {name: mg * weight / whole for name, weight in weights.items()}
    found = {name: floor(part) for name, part in exact.items()}
    order = sorted(found, key=lambda name: (found[name] - exact[name], name))
    for name in order[: mg - sum(found.values())]:
        found[name] += 1
    return found
