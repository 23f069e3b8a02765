"""What the database refuses about duties, whichever program writes: what happened stays as it was written.

Links to people end with accounts, and who is erased is taken out of the words of an event; the chain has a
commitment to its first wording. Nothing else may change.
"""

from typing import Final

from klimapakt.foundation.guards import alters, lasting

_HAPPENED: Final = "what happened to a duty can be neither changed nor deleted"
_TAKEN: Final = "a step that was taken can be neither changed nor deleted"
_WRITTEN: Final = (
    *("id", "duty_id", "kind", "side", "on", "at", "months", "until"),
    *("missed_reason", "answers_id"),
)


REFUSALS: Final = (
    *lasting("duties_dutyevent", _HAPPENED, alters(_WRITTEN, ("by_id",))),
    *lasting("duties_reminder", _TAKEN),
)
