"""What people consent to, word for word. A text never changes: another one gets the next version.

The versions before stay here, so that it can be read for ever what somebody had agreed to.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from klimapakt.methods.messages import gettext_noop
from klimapakt.privacy.enums import Purpose


@dataclass(frozen=True, slots=True)
class ConsentText:
    """One version of what somebody consents to; ``text`` is a msgid."""

    version: int
    text: str


TEXTS: Final[Mapping[str, Sequence[ConsentText]]] = {
    Purpose.CONTACT_FOR_CHAMBER: (
        ConsentText(
            1,
            gettext_noop(
                "The pact office may show my name, my work e-mail address and my role in %(organisation)s "
                "to the chamber of this organisation, so that the chamber can offer advice on climate "
                "protection. No figures of the organisation are shown. I can withdraw this at any time on "
                "this page; from then on the chamber does not see them any more."
            ),
        ),
    ),
    Purpose.LOG_FOR_CHAMBER: (
        ConsentText(
            1,
            gettext_noop(
                "The pact office may show the chamber of %(organisation)s what it has written down and will "
                "write down about calls, letters, visits and meetings with us, so that both do not ask the "
                "same twice. The chamber may add its own contacts, which the pact office reads. Internal "
                "notes of the office, figures and documents are not shown. I give this as management of the "
                "organisation. I can withdraw it at any time on this page; from then on the chamber sees "
                "nothing of it any more."
            ),
        ),
    ),
}

OF_MANAGEMENT: Final = frozenset({Purpose.LOG_FOR_CHAMBER})
"""What somebody can only consent to for the organisation, and only as long as they are its management."""


def newest(purpose: str) -> ConsentText:
    """Return what is to be read and agreed to now.

    >>> newest("contact_for_chamber").version
    1
    """
    return TEXTS[purpose][-1]
