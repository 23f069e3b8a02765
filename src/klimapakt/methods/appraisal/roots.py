"""All internal rates of return: every real rate above -100 % at which the present value is zero.

With x = 1/(1+r) the present value is a polynomial. Rates from 0 are its roots in (0, 1]; rates below 0 are
those of the reversed polynomial. Between two roots of x^-k f(x) lies a root of its derivative, and with k
chosen at a sign change the derivative has one sign change less (Descartes' rule, Rolle's theorem). So the
chain of derivatives ends without sign change, and its roots, worked backwards, separate those of the
polynomial: none is missed, however many there are.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

_EPSILON: Final = 2.0**-52
_MOST_WORK: Final = 20_000
"""Sign changes times years up to which roots are separated; beyond, sign changes are searched on a grid."""
_STEPS_PER_HALVING: Final = 12
_MOST_STEPS: Final = 200
_NEGLIGIBLE: Final = 1e-13


def all_rates_of_return(flows: Sequence[float]) -> tuple[float, ...]:
    """Return every rate above -100 % with a present value of zero, ascending; none where there is none.

    >>> [round(rate, 6) for rate in all_rates_of_return([-1600.0, 10000.0, -10000.0])]
    [0.25, 4.0]
    >>> all_rates_of_return([100.0, 10.0])
    ()
    """
    coefficients = _without_zeros(flows)
    if _sign_changes(coefficients) == 0:
        return ()
    late = [1 / root - 1 for root in _roots_up_to_one(coefficients)]
    early = [root - 1 for root in _roots_up_to_one(coefficients[::-1]) if root < 1]
    rates = sorted(rate for rate in (*early, *late) if -1 < rate < float("inf"))
    return tuple(
        rate for at, rate in enumerate(rates) if at == 0 or rate - rates[at - 1] > 1e-9 * (1 + abs(rate))
    )


def sign_changes(flows: Sequence[float]) -> int:
    """Return how often payments and receipts follow one another; with one there is exactly one rate.

    >>> sign_changes([-100.0, 0.0, 60.0, -10.0])
    2
    """
    return _sign_changes(_without_zeros(flows))


def _without_zeros(flows: Sequence[float]) -> list[float]:
    """Return the payments as shares of the largest, without zeros at either end."""
    largest = max(map(abs, flows), default=0.0)
    if not largest:
        return []
    scaled = [flow / largest for flow in flows]
    used = [at for at, flow in enumerate(scaled) if flow]
    return scaled[used[0] : used[-1] + 1]


def _sign_changes(coefficients: Sequence[float]) -> int:
    signs = [one > 0 for one in coefficients if one]
    return sum(one != other for one, other in pairwise(signs))


def _roots_up_to_one(coefficients: list[float]) -> list[float]:
    """Return the roots in (0, 1], ascending."""
    if _sign_changes(coefficients) * len(coefficients) > _MOST_WORK:
        return _roots_between(coefficients, list(_grid(len(coefficients))), 1)
    chain = [coefficients]
    while _sign_changes(chain[-1]) > 0:
        chain.append(_derived(chain[-1]))
    found: list[float] = []
    for level in range(len(chain) - 2, -1, -1):
        found = _roots_between(chain[level], found, level + 1)
    return found


def _derived(coefficients: Sequence[float]) -> list[float]:
    """Return x^(k+1) times the derivative of x^-k f(x), k being the first power before a sign change."""
    used = [at for at, one in enumerate(coefficients) if one]
    k = next(at for at, after in pairwise(used) if (coefficients[at] > 0) != (coefficients[after] > 0))
    found = [one * (at - k) for at, one in enumerate(coefficients)]
    largest = max(map(abs, found))
    return [one / largest for one in found]


def _roots_between(coefficients: Sequence[float], turns: Sequence[float], level: int) -> list[float]:
    """Return the roots, one at most between two turning points."""
    found: list[float] = []
    start, start_sign = 0.0, next(1 if one > 0 else -1 for one in coefficients if one)
    for end in (*(turn for turn in turns if turn < 1), 1.0):
        sign = _sign_at(coefficients, end, level)
        if sign == 0:
            if not (found and _is_same(coefficients, found[-1], end, level)):
                found.append(end)
        elif start_sign * sign < 0:
            found.append(_root(coefficients, start, end, sign))
        start, start_sign = end, sign
    return found


def _is_same(coefficients: Sequence[float], one: float, other: float, level: int) -> bool:
    """Tell whether two zeros are one: the function does not leave zero between them."""
    return one == other or _sign_at(coefficients, (one + other) / 2, level) == 0


def _sign_at(coefficients: Sequence[float], place: float, level: int) -> int:
    """Return the sign; 0 where rounding does not let it be told."""
    value = size = 0.0
    for one in reversed(coefficients):
        value = value * place + one
        size = size * place + abs(one)
    if abs(value) <= 2 * (len(coefficients) + level) * _EPSILON * size:
        return 0
    return 1 if value > 0 else -1


def _root(coefficients: Sequence[float], low: float, high: float, high_sign: int) -> float:
    """Return the root between two places of opposite sign: Newton's steps, halving where they leave."""
    place = (low + high) / 2
    for _ in range(_MOST_STEPS):
        value = slope = 0.0
        for one in reversed(coefficients):
            slope = slope * place + value
            value = value * place + one
        if value * high_sign > 0:
            high = place
        else:
            low = place
        step = value / slope if slope else 0.0
        further = place - step
        if not low < further < high:
            further = (low + high) / 2
        if value == 0 or abs(further - place) <= _EPSILON * place:
            return further if value else place
        place = further
    return place


def _grid(years: int) -> Iterator[float]:
    """Yield places in (0, 1), ever closer towards 1, where the roots of long series lie."""
    halvings = years.bit_length() + 6
    for step in range(1, halvings * _STEPS_PER_HALVING):
        yield 1 - 2.0 ** (-step / _STEPS_PER_HALVING)


def without_noise(flows: Sequence[float]) -> list[float]:
    """Return the payments with zeros where only rounding has left something.

    >>> without_noise([-100.0, 1e-14, 110.0])
    [-100.0, 0.0, 110.0]
    """
    largest = max(map(abs, flows), default=0.0)
    return [0.0 if abs(flow) <= _NEGLIGIBLE * largest else flow for flow in flows]
