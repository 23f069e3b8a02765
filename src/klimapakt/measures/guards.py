"""What the database refuses about measures, whichever program writes: what happened stays as written.

Links to people end with accounts, and who is erased is taken out of the words. Nothing else may change.
"""

from typing import Final

from klimapakt.foundation.guards import Refusal

_HAPPENED: Final = "what happened to a measure can be neither changed nor deleted"
_STATED: Final = "what a measure was said to save can be neither changed nor deleted"
_APPRAISED: Final = "an appraisal can be neither changed nor deleted"
_EVENT: Final = ("id", "measure_id", "at", "side", "came_from", "state", "on", "barrier")
_STATEMENT: Final = (
    *("id", "measure_id", "number", "state", "planned_mg", "implemented_mg", "evidenced_mg", "verified_mg"),
    *("method", "saved_kwh", "saved_eur", "saved_percent", "rated_kw", "counts_from", "at", "side"),
)
_APPRAISAL: Final = (
    *("id", "measure_id", "number", "case", "told", "edition", "npv_eur", "npv_without_grant_eur", "at"),
)


def _differs(name: str) -> str:
    old, new = (f"COALESCE(CAST({row}.\"{name}\" AS text), '')" for row in ("OLD", "NEW"))
    return f"{new} <> {old}"


def _altered(names: tuple[str, ...], people: tuple[str, ...]) -> str:
    links = (f'(NEW."{name}" IS NOT NULL AND {_differs(name)})' for name in people)
    return " OR ".join([*map(_differs, names), *links])


def _kept(name: str, sentence: str, altered: str) -> tuple[Refusal, ...]:
    table = f"measures_{name}"
    return (
        Refusal(f"{name}_no_update", table, "UPDATE", sentence, altered),
        Refusal(f"{name}_no_delete", table, "DELETE", sentence),
        Refusal(f"{name}_no_truncate", table, "TRUNCATE", sentence),
    )


REFUSALS: Final = (
    *_kept("measureevent", _HAPPENED, _altered(_EVENT, ("by_id",))),
    *_kept("appraisal", _APPRAISED, _altered(_APPRAISAL, ("by_id",))),
    *_kept("statement", _STATED, _altered(_STATEMENT, ("by_id", "author_id"))),
)
