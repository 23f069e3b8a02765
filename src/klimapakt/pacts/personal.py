"""What pacts hold about people: who works for one, and who wrote its rules."""

from typing import Final

from klimapakt.foundation.personal_data import Clock, Declared, Processing, Table, kept, link, owner, secret
from klimapakt.methods.messages import gettext_noop

RUNNING: Final = Processing(
    "running",
    gettext_noop("The work of the pact office"),
    gettext_noop("To know who works for the pact, and who decided what in its name."),
    gettext_noop("Art. 6(1)(e) GDPR: a task in the public interest"),
    gettext_noop("People of the pact office, of chambers and advisers"),
    gettext_noop("Nobody outside the pact"),
)
_OF_OFFICE: Final = gettext_noop(
    "The address of the office and the texts of the pact name no private person."
)
_RULES: Final = gettext_noop("Members are measured by these rules; what was proposed never changes.")

PERSONAL_DATA: Final[Declared] = (
    Table(
        "pacts.Pact",
        RUNNING,
        Clock(gettext_noop("As long as the pact")),
        held=kept("contact_email", why=_OF_OFFICE),
        nothing_in=("slug", "name", "city", "host", "languages", "accent", "least_members"),
    ),
    Table(
        "pacts.OfficeRole",
        RUNNING,
        Clock(gettext_noop("Until the role ends")),
        held=(owner("person"), *secret("token_hash")),
    ),
    Table(
        "pacts.RulebookVersion",
        RUNNING,
        Clock(gettext_noop("As long as the pact; the links to people as long as their accounts")),
        held=(
            *link("drafted_by", "proposed_by", "returned_by", "activated_by"),
            *kept("reason", "returned_reason", "activation_reason", "document", why=_RULES),
        ),
        nothing_in=("sha256", "simulation_sha256"),
    ),
)
