"""What the database refuses about offers, whichever program writes: what happened stays as written."""

from typing import Final

from klimapakt.foundation.guards import alters, lasting

_HAPPENED: Final = "what happened to an offer can be neither changed nor deleted"
_EVENT: Final = ("id", "offer_id", "came_from", "state", "at")

REFUSALS: Final = (*lasting("offers_offerevent", _HAPPENED, alters(_EVENT, ("by_id",))),)
