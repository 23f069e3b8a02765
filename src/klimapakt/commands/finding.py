"""What an examination found about one part of an installation."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One part, whether it is well, what was seen and, when it is not well, how to mend it."""

    part: str
    is_well: bool
    sentence: str
    mend: str = ""


def well(part: str, sentence: str) -> Finding:
    """Return a finding that needs nobody's attention."""
    return Finding(part, is_well=True, sentence=sentence)


def ill(part: str, sentence: str, mend: str) -> Finding:
    """Return a finding with the way to mend it."""
    return Finding(part, is_well=False, sentence=sentence, mend=mend)
