"""Judge a text: every rule reads it, and the worst finding decides."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final

from klimapakt.methods.claims.context import Reading, reading_of
from klimapakt.methods.claims.evidence import facts
from klimapakt.methods.claims.future import promises
from klimapakt.methods.claims.labels import labels
from klimapakt.methods.claims.ledger import contradictions
from klimapakt.methods.claims.model import ORDER, Answer, Case, Finding
from klimapakt.methods.claims.neutral import neutrality, offsets
from klimapakt.methods.claims.praise import duties_as_merits, praise
from klimapakt.methods.claims.suggestions import suggestion_for

MOST_BLOCKING: Final = 200
"""So many blocking findings of one rule are marked; what follows is not looked at by it any more."""

_RULES: tuple[Callable[[Reading], Iterator[Finding]], ...] = (
    neutrality,
    offsets,
    praise,
    duties_as_merits,
    labels,
    contradictions,
    promises,
    facts,
)


def judge(case: Case) -> Answer:
    """Return what is wrong with a text, by place; nothing is said about a text without a claim."""
    answer = Answer(_findings(case))
    if answer.verdict == "allowed":
        return answer
    sentence = suggestion_for(case)
    # A sentence that the guard itself would refuse is no help.
    if sentence is None or _findings(replace(case, text=sentence)):
        return answer
    return replace(answer, suggestion=sentence)


def _findings(case: Case) -> tuple[Finding, ...]:
    reading = reading_of(case)
    found = {(one.start, one.end, one.rule): one for rule in _RULES for one in _capped(rule(reading))}
    wide: list[Finding] = []
    reached: dict[tuple[str, str], int] = {}
    for one in sorted(
        found.values(), key=lambda one: (one.start, -one.end, ORDER.index(one.verdict), one.rule)
    ):
        # The same said about fewer words, inside what is said already, tells nobody anything.
        if one.end > reached.get((one.rule, one.verdict), -1):
            wide.append(one)
            reached[one.rule, one.verdict] = one.end
    return tuple(wide)


def _capped(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings until so many block the text that nobody reads on, and nothing could be worse."""
    blocking = 0
    for one in findings:
        yield one
        blocking += one.verdict == "blocked"
        if blocking == MOST_BLOCKING:
            return
