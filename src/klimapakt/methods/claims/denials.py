"""How far a denial reaches: "no stress, carbon neutral" denies the stress only."""

import re
from typing import Final

from klimapakt.methods.claims.words import matches

_LINKED: Final = re.compile(
    r"^\W*(dass|ob|der|die|das|den|dem|deren|dessen|wo|wenn|weil|zu|man|wann|wie|was|warum"
    r"|that|which|who|whose|to|where|if|because|when|how|what|why|whether)"
    r"(?![a-z])"
)
_LISTED: Final = re.compile(r"(?<![a-z])(oder|noch|or|nor)(?![a-z])")
_NEAR: Final = 40
_BESIDE: Final = re.compile(r"(?<![a-z])(und|and|aber|but|mit|with|dafuer|sondern)(?![a-z])|[&+]")
_DETERMINERS: Final = re.compile(r"^(kein\w*|no|nichts|nothing)$")
_INSTEAD: Final = re.compile(
    r"^(ohne|statt|anstatt|anstelle|without|instead of|rather than|vermeiden|avoids?)$"
)
_SPEAKING: Final = re.compile(
    r"(?<![a-z])([a-z]{2,}ing|wort\w*|begriff\w*|werbung|aussage\w*|words?|terms?|claims?|von|mit|uns|sich|selbst)"
    r"(?![a-z])|[\"']"
)
_INFINITIVE: Final = re.compile(r"^\W*([a-z]+ ){0,3}(zu [a-z]+|[a-z]*zu[a-z]+en|nennen|heissen)(?![a-z])")


def denies_what_follows(before: str, after: str) -> bool:
    """Return whether a denial in front of a word reaches it; ``after`` is the rest of its clause.

    >>> denies_what_follows("no stress, ", " printing"), denies_what_follows("there is no ", " printing")
    (False, True)
    """
    return any(
        _reaches(found[0].strip(), before[found.end() :], after) for found in matches("negation", before)
    )


def _reaches(denial: str, between: str, after: str) -> bool:
    if _INSTEAD.match(denial):
        return not between.strip() or bool(_SPEAKING.search(between) or _INFINITIVE.search(after))
    if denial in ("weder", "neither"):
        return True
    if "," in between:
        last = between.rpartition(",")[2]
        is_in_a_list = _LISTED.search(last) or _LISTED.search(after[:_NEAR])
        return bool(_LINKED.search(last) or is_in_a_list or _INFINITIVE.search(after))
    return not (_DETERMINERS.match(denial) and _BESIDE.search(between))
