"""What the database refuses about issues, whichever program writes: what was sent stays in the archive.

The words may only lose the name of somebody who is erased; who let it go, when and to how many stays.
"""

from typing import Final

from klimapakt.foundation.guards import Refusal, alters

_SENT: Final = "an issue that was sent can be neither taken back nor deleted"
_TABLE: Final = "newsletter_issue"
_STAYS: Final = ("id", "pact_id", "state", "released_at", "sent_at", "sent_to")

REFUSALS: Final = (
    Refusal(
        "issue_no_update",
        _TABLE,
        "UPDATE",
        _SENT,
        f"OLD.state = 'sent' AND ({alters(_STAYS, ('released_by_id', 'written_by_id'))})",
    ),
    Refusal("issue_no_delete", _TABLE, "DELETE", _SENT, "OLD.state IN ('sending', 'sent')"),
    Refusal("issue_no_truncate", _TABLE, "TRUNCATE", _SENT),
)
