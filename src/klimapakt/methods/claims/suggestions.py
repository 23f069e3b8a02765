"""A sentence that holds, made of what is on record; nothing where the record does not carry one."""

from decimal import Decimal
from typing import Final

from klimapakt.methods.claims.model import Case, Claim

_STATES: Final = {
    "de": {
        "implemented": "umgesetzt",
        "evidenced": "nachgewiesen",
        "verified": "extern geprüft",
    },
    "en": {"implemented": "implemented", "evidenced": "evidenced", "verified": "externally checked"},
}


def suggestion_for(case: Case) -> str | None:
    """Return a sentence from the recorded figures, in the language of the text, or None."""
    claim = case.claim
    if claim.figure_mg is None or not claim.evidence or claim.offsets or claim.year is None:
        return None
    if claim.scopes and claim.kind == "company" and claim.base_year is None:
        return _footprint(case.language, claim)
    if claim.state in _STATES["en"] and claim.period == "annual":
        return _saving(case.language, claim)
    return None


def _footprint(language: str, claim: Claim) -> str:
    mass, scopes = _tonnes(claim.figure_mg or 0, language), _scopes(language, claim)
    if language == "de":
        return f"{claim.year} haben wir {mass} CO2e verursacht ({scopes})."
    return f"In {claim.year} we caused {mass} CO2e ({scopes})."


def _saving(language: str, claim: Claim) -> str:
    mass, state = _tonnes(claim.figure_mg or 0, language), _STATES[language][claim.state]
    if language == "de":
        return f"Die Maßnahme spart {mass} CO2e pro Jahr ({state}, Stand {claim.year})."
    return f"The measure saves {mass} CO2e per year ({state}, as of {claim.year})."


def _scopes(language: str, claim: Claim) -> str:
    named = [str(scope) for scope in sorted(claim.scopes)]
    last = " und " if language == "de" else " and "
    word = "Scope" if language == "de" or len(named) == 1 else "scopes"
    word = "scope" if language == "en" and len(named) == 1 else word
    return f"{word} {last.join([', '.join(named[:-1]), named[-1]] if len(named) > 1 else named)}"


def _tonnes(mg: int, language: str) -> str:
    tonnes = (Decimal(mg) / Decimal(10) ** 9).normalize()
    shown = f"{tonnes:,f}"
    return f"{shown.translate(str.maketrans(',.', '.,')) if language == 'de' else shown} t"
