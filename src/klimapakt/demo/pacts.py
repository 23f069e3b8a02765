"""The two pacts of the demo: one under every host name, its neighbour under a name of this machine."""

from klimapakt.demo.accounts import BEISPIELSTADT, MUSTERSTADT
from klimapakt.pacts.actions import PactFacts, adopt_preset, create_pact
from klimapakt.pacts.models import Pact
from klimapakt.pacts.queries import pact_with_host, version_in_force
from klimapakt.pacts.scoping import within


def musterstadt() -> Pact:
    """Return the pact in the manner of Düsseldorf, made when it is missing.

    In a demo from before there were several pacts it stands already, and only lacks a rulebook.
    """
    pact = pact_with_host(MUSTERSTADT)
    if pact is None:
        facts = PactFacts(
            name="Klimapakt Musterstadt am Rhein",
            city="Musterstadt am Rhein",
            slug="musterstadt",
            contact_email="klimapakt@musterstadt.example.org",
        )
        return create_pact(facts=facts, preset="duesseldorf", by=None)
    with within(pact):
        if version_in_force() is None:
            adopt_preset(preset="duesseldorf", by=None)
    return pact


def beispielstadt() -> Pact:
    """Return the pact in the manner of Krefeld, made when it is missing."""
    facts = PactFacts(
        name="Klimapakt Beispielstadt",
        city="Beispielstadt",
        slug="beispielstadt",
        host=BEISPIELSTADT,
        contact_email="klimapakt@beispielstadt.example.org",
        accent="#7a1f3d",
    )
    return pact_with_host(BEISPIELSTADT) or create_pact(facts=facts, preset="krefeld", by=None)
