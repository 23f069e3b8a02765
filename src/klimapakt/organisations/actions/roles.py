"""Giving, changing and ending roles; the person concerned gets a letter."""

from django.db import transaction

from klimapakt.foundation import audit
from klimapakt.organisations import letters, mail_kinds, rules
from klimapakt.organisations.actions.standing import (
    drop_invitations_beyond_right,
    kind_of,
    other_management_exists,
    settle_invitations_to,
)
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation, Role
from klimapakt.people.models import Person


@transaction.atomic
def give_role(*, organisation: Organisation, person: Person, kind: RoleKind, by: Person | None) -> Role:
    """Let a person act for an organisation, or change as what; giving the same role again changes nothing."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    role = Role.objects.filter(organisation=organisation, person=person).first()
    if role is not None and role.kind == kind:
        return role
    kind_of_mail = mail_kinds.ROLE_GIVEN if role is None else mail_kinds.ROLE_CHANGED
    role = role or Role(organisation=organisation, person=person)
    role.kind = kind
    role.save()
    settle_invitations_to(organisation, person)
    audit.record(what="role.given", subject=role, by=by, details={"kind": str(kind)})
    letters.tell(kind_of_mail, role, by=by)
    return role


@transaction.atomic
def change_role(*, role: Role, kind: RoleKind, by: Person) -> Role:
    """Change what a person does for an organisation; only its management may.

    Raises NotPermitted, LastManagement, or RoleGone when the role has ended in the meantime.
    """
    organisation = Organisation.objects.select_for_update().get(pk=role.organisation_id)
    role = _still(role)
    rules.ensure_may_change_roles(kind_of(by, organisation))
    if role.kind == kind:
        return role
    if role.kind == RoleKind.MANAGEMENT:
        rules.ensure_management_remains(other_exists=other_management_exists(role))
    role.kind = kind
    role.save(update_fields=["kind"])
    drop_invitations_beyond_right(organisation, role.person, kind)
    audit.record(what="role.given", subject=role, by=by, details={"kind": str(kind)})
    letters.tell(mail_kinds.ROLE_CHANGED, role, by=by)
    return role


@transaction.atomic
def end_role(*, role: Role, by: Person) -> None:
    """End what a person does for an organisation: by its management, or by the person.

    Raises NotPermitted, LastManagement, or RoleGone when the role has ended already.
    """
    organisation = Organisation.objects.select_for_update().get(pk=role.organisation_id)
    role = _still(role)
    if role.person_id != by.pk:
        rules.ensure_may_change_roles(kind_of(by, organisation))
    if role.kind == RoleKind.MANAGEMENT:
        rules.ensure_management_remains(other_exists=other_management_exists(role))
    settle_invitations_to(organisation, role.person)
    drop_invitations_beyond_right(organisation, role.person, None)
    audit.record(what="role.ended", subject=role, by=by, details={"kind": str(role.kind)})
    letters.tell(mail_kinds.ROLE_ENDED, role, by=by)
    Role.objects.filter(pk=role.pk).delete()


def _still(role: Role) -> Role:
    found = Role.objects.select_related("person", "organisation").filter(pk=role.pk).first()
    if found is None:
        raise rules.RoleGone
    return found
