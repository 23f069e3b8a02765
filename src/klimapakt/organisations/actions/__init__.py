"""Every write of the organisations room; one module per subject."""

from klimapakt.organisations.actions.invitations import (
    accept_invitation,
    accept_with_new_account,
    invite,
    withdraw_invitation,
)
from klimapakt.organisations.actions.organisations import (
    OrganisationFacts,
    SiteFacts,
    change_site,
    create_organisation,
    create_site,
    rename_organisation,
)
from klimapakt.organisations.actions.roles import change_role, end_role, give_role

__all__ = [
    "OrganisationFacts",
    "SiteFacts",
    "accept_invitation",
    "accept_with_new_account",
    "change_role",
    "change_site",
    "create_organisation",
    "create_site",
    "end_role",
    "give_role",
    "invite",
    "rename_organisation",
    "withdraw_invitation",
]
