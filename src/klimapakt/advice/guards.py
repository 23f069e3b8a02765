"""What the database refuses about advice, whichever program writes: what was sent and done stays so.

Links to people end with accounts, and who is erased is taken out of question, data and texts.
"""

from typing import Final

from klimapakt.foundation.guards import alters, lasting

_SENT: Final = "what was sent with a request for advice can be neither changed nor deleted"
_HAPPENED: Final = "what happened to a request for advice can be neither changed nor deleted"
_REQUEST: Final = (
    *("id", "organisation_id", "addressee", "topic", "parts", "bundle_sha256", "measure_id"),
    *("asked_at", "promised_by"),
)
_ENTRY: Final = ("id", "request_id", "kind", "at")

REFUSALS: Final = (
    *lasting("advice_advicerequest", _SENT, alters(_REQUEST, ("asked_by_id",))),
    *lasting("advice_adviceentry", _HAPPENED, alters(_ENTRY, ("by_id",))),
)
