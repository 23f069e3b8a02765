"""What the database refuses about duties, whichever program writes: what happened stays as it was written.

Links to people end with accounts, and who is erased is taken out of the words of an event; the chain has a
commitment to its first wording. Nothing else may change.
"""

from typing import Final

from klimapakt.foundation.guards import Refusal

_EVENT: Final = "duties_dutyevent"
_REMINDER: Final = "duties_reminder"
_HAPPENED: Final = "what happened to a duty can be neither changed nor deleted"
_TAKEN: Final = "a step that was taken can be neither changed nor deleted"
_WRITTEN: Final = (
    *("id", "duty_id", "kind", "side", "on", "at", "months", "until"),
    *("missed_reason", "answers_id"),
)


def _differs(name: str) -> str:
    old, new = (f"COALESCE(CAST({row}.\"{name}\" AS text), '')" for row in ("OLD", "NEW"))
    return f"{new} <> {old}"


_ALTERED: Final = " OR ".join(
    [
        *map(_differs, _WRITTEN),
        f'(NEW."by_id" IS NOT NULL AND {_differs("by_id")})',
    ]
)

REFUSALS: Final = (
    Refusal("dutyevent_no_update", _EVENT, "UPDATE", _HAPPENED, _ALTERED),
    Refusal("dutyevent_no_delete", _EVENT, "DELETE", _HAPPENED),
    Refusal("dutyevent_no_truncate", _EVENT, "TRUNCATE", _HAPPENED),
    Refusal("reminder_no_update", _REMINDER, "UPDATE", _TAKEN),
    Refusal("reminder_no_delete", _REMINDER, "DELETE", _TAKEN),
    Refusal("reminder_no_truncate", _REMINDER, "TRUNCATE", _TAKEN),
)
