"""Every write of the organisations room; one module per subject."""

from klimapakt.organisations.actions.invitations import accept, invite, renew, withdraw
from klimapakt.organisations.actions.organisations import (
    OrganisationFacts,
    change_organisation,
    create_organisation,
    rename_organisation,
)
from klimapakt.organisations.actions.roles import change_role, end_role, give_role
from klimapakt.organisations.actions.sites import SiteFacts, change_site, create_site, delete_site

__all__ = [
    "OrganisationFacts",
    "SiteFacts",
    "accept",
    "change_organisation",
    "change_role",
    "change_site",
    "create_organisation",
    "create_site",
    "delete_site",
    "end_role",
    "give_role",
    "invite",
    "rename_organisation",
    "renew",
    "withdraw",
]
