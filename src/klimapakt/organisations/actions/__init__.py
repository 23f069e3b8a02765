"""Every write of the organisations room; one module per subject."""

from klimapakt.organisations.actions.invitations import accept, invite, renew, withdraw
from klimapakt.organisations.actions.mandates import (
    Offer,
    accept_mandate,
    end_mandate,
    note_access,
    offer,
    offer_again,
    remind_of_ends,
)
from klimapakt.organisations.actions.organisations import (
    OrganisationFacts,
    change_organisation,
    create_organisation,
    rename_organisation,
)
from klimapakt.organisations.actions.roles import change_role, end_role, give_role
from klimapakt.organisations.actions.sites import SiteFacts, change_site, create_site, delete_site

__all__ = [
    "Offer",
    "OrganisationFacts",
    "SiteFacts",
    "accept",
    "accept_mandate",
    "change_organisation",
    "change_role",
    "change_site",
    "create_organisation",
    "create_site",
    "delete_site",
    "end_mandate",
    "end_role",
    "give_role",
    "invite",
    "note_access",
    "offer",
    "offer_again",
    "remind_of_ends",
    "rename_organisation",
    "renew",
    "withdraw",
]
