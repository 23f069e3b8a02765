"""Texts of the demo: a released version that one member still has to agree to, and a draft of the next one.

The clauses are invented, as everything of the demo.
"""

import copy
from typing import Final

from django.db import transaction

from klimapakt.agreements import actions
from klimapakt.agreements.actions import Signing
from klimapakt.agreements.models import Agreement, AgreementText
from klimapakt.agreements.wording.editing import CLAUSES, Raw, fingerprint, part_of
from klimapakt.people.models import Person

_KEY: Final = "climate-agreement"
_RELEASED: Final = (
    "Ansprechperson auch bei längerer Abwesenheit",
    "commitment",
    {
        "de": "Der Klimapartner verankert den Klimaschutz in seiner Unternehmensführung und benennt eine "
        "Person, die dafür ansprechbar ist, sowie eine Vertretung.",
        "en": "The Climate Partner anchors climate protection in its management and names a person "
        "responsible for it, and a deputy.",
    },
)
_DRAFTED: Final = (
    "Die Netzwerktreffen sollen eine feste Zahl haben; Wunsch aus der Versammlung im Herbst",
    "support",
    {
        "de": "Sie lädt mindestens zweimal im Jahr zu Netzwerktreffen ein, weist auf Beratung und Förderung "
        "hin und macht gute Beispiele gemeinsam mit dem Klimapartner bekannt.",
        "en": "It invites to network meetings at least twice a year, points to advice and funding and makes "
        "good examples known together with the Climate Partner.",
    },
)
_Change = tuple[str, str, Raw]


@transaction.atomic
def load() -> None:
    """Create what is missing of one pact; nothing that exists is changed."""
    writer, releaser = _person("ole@musterstadt"), _person("sigrid@musterstadt")
    agreement = Agreement.objects.filter(state="in_force", template=_KEY).first()
    if AgreementText.objects.exists() or not (writer and releaser and agreement):
        return
    draft = _drafted(_RELEASED, writer, at=0)
    actions.release_text(text=draft, reason=draft.reason, seen_revision=draft.revision, by=releaser)
    actions.ask_again(agreement=agreement, signing=Signing(), by=writer)
    _drafted(_DRAFTED, writer, at=1)


def _drafted(change: _Change, writer: Person, at: int) -> AgreementText:
    """Begin a draft and change one paragraph of one clause."""
    reason, key, words = change
    draft = actions.begin_text(key=_KEY, reason=reason, by=writer)
    stored = part_of(draft.content, CLAUSES, key)
    made = copy.deepcopy(stored)
    made["body"][at] = words
    return actions.change_part(text=draft, section=CLAUSES, part=made, seen=fingerprint(stored), by=writer)


def _person(start: str) -> Person | None:
    return Person.objects.filter(email__startswith=start).first()
