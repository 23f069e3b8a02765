"""Every write about pacts: founding one, its office roles, and the versions of its rulebook."""

from klimapakt.pacts.actions.founding import (
    PactFacts,
    adopt_preset,
    change_pact,
    create_pact,
    set_least_members,
)
from klimapakt.pacts.actions.office import (
    Colleague,
    end_office_role,
    give_office_role,
    invite_to_office,
    remind_of_role,
    take_on_office_role,
)
from klimapakt.pacts.actions.rulebooks import (
    Decision,
    activate_rulebook,
    change_draft,
    discard_draft,
    draft_rulebook,
    propose_rulebook,
    return_rulebook,
)

__all__ = [
    "Colleague",
    "Decision",
    "PactFacts",
    "activate_rulebook",
    "adopt_preset",
    "change_draft",
    "change_pact",
    "create_pact",
    "discard_draft",
    "draft_rulebook",
    "end_office_role",
    "give_office_role",
    "invite_to_office",
    "propose_rulebook",
    "remind_of_role",
    "return_rulebook",
    "set_least_members",
    "take_on_office_role",
]
