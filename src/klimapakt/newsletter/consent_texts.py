"""What a subscriber consents to, word for word. A text never changes: another one gets the next version."""

from collections.abc import Mapping
from typing import Final

from klimapakt.methods.messages import gettext_noop

TEXTS: Final[Mapping[int, str]] = {
    1: gettext_noop(
        "I want to get the newsletter of the climate pact by e-mail. For this the pact office keeps my "
        "address and when I asked for it and confirmed it. Nobody measures whether I open an e-mail or "
        "follow a link. I can leave at any time with the link in every issue."
    ),
}
NEWEST: Final = max(TEXTS)
