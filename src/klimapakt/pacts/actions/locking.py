"""What the actions about a pact share: what concerns it as a whole happens one after the other."""

from klimapakt.foundation import audit
from klimapakt.pacts.models import Pact, RulebookVersion
from klimapakt.pacts.queries import pact_at_hand


def locked_pact() -> Pact:
    """Lock the pact at hand and return it."""
    return Pact.objects.select_for_update(no_key=True).get(pk=pact_at_hand().pk)


def told(version: RulebookVersion) -> dict[str, audit.Detail]:
    """Return what the audit chain says of a version in every event about it."""
    return {"version": version.version, "sha256": version.sha256}
