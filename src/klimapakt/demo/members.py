"""What is known about the demo's organisations, a colleague who enters data, and an invitation that waits."""

import json
from collections.abc import Mapping
from dataclasses import replace
from importlib.resources import files
from typing import Any

from django.conf import settings

from klimapakt.organisations.actions import OrganisationFacts, change_organisation, give_role, invite
from klimapakt.organisations.actions.invitations import Invited
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person

_BAKERY = "Bäckerei Sonnenkorn GmbH"
_MANAGEMENT, _COLLEAGUE = "bruno@sonnenkorn.example.org", "jule@sonnenkorn.example.org"
_INVITED = Invited("tarek@sonnenkorn.example.org", RoleKind.PRESS, "de")


def load() -> None:
    """Describe each organisation once; what was changed since, roles included, stays as it is."""
    for name, known in json.loads(_text("organisations.json")).items():
        organisation = Organisation.objects.filter(name=name, revision=1).first()
        if organisation is not None:
            _describe(organisation, known)
            if name == _BAKERY:
                _staff(organisation)


def _describe(organisation: Organisation, known: Mapping[str, Any]) -> None:
    role = organisation.roles.select_related("person").order_by("pk").first()
    if role is not None:
        now = OrganisationFacts.of(organisation)
        facts = replace(now, **{**known, "programmes": tuple(known.get("programmes", ()))})
        change_organisation(organisation=organisation, facts=facts, seen_revision=1, by=role.person)


def _staff(bakery: Organisation) -> None:
    jule, bruno = Person.objects.get(email=_COLLEAGUE), Person.objects.get(email=_MANAGEMENT)
    give_role(organisation=bakery, person=jule, kind=RoleKind.DATA_ENTRY, by=None)
    invite(organisation=bakery, invited=_INVITED, link=_link, by=bruno)


def _link(token: str) -> str:
    """Return the address of the link; the demo's mails stay in a folder, and nobody opens it from there."""
    host = next((one for one in settings.ALLOWED_HOSTS if one.strip("*.")), "localhost")
    return f"http://{host}/invitations/{token}/"


def _text(name: str) -> str:
    return files("klimapakt.demo").joinpath("tables", name).read_bytes().decode()
