"""Who acts for an organisation, and as what."""

from django.db import transaction

from klimapakt.foundation import audit
from klimapakt.organisations import letters, rules
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
    role = role or Role(organisation=organisation, person=person)
    role.kind = kind
    role.save()
    audit.record(what="role.given", subject=role, by=by, details={"kind": str(kind)})
    return role


@transaction.atomic
def change_role(*, role: Role, kind: RoleKind, by: Person) -> Role:
    """Let somebody act as something else; raise NotGranted or LastManagement when that may not be."""
    role = _locked(role)
    rules.ensure_may_grant(_kind_of(by, role.organisation), kind)
    rules.ensure_may_grant(_kind_of(by, role.organisation), role.kind)
    if role.kind == kind:
        return role
    rules.ensure_management_stays(role.kind, _others_in_management(role), new=kind)
    role.kind = kind
    role.save(update_fields=["kind"])
    audit.record(what="role.changed", subject=role, by=by, details={"kind": str(kind)})
    letters.tell(role.person, letters.ROLE_CHANGED, role.organisation, kind, but=by)
    return role


@transaction.atomic
def end_role(*, role: Role, by: Person) -> None:
    """Let somebody no longer act for the organisation; everybody may leave, the last management may not."""
    role = _locked(role)
    if role.person_id != by.pk:
        rules.ensure_may_grant(_kind_of(by, role.organisation), role.kind)
    rules.ensure_management_stays(role.kind, _others_in_management(role), new=None)
    audit.record(what="role.ended", subject=role, by=by, details={"kind": role.kind})
    letters.tell(role.person, letters.ROLE_ENDED, role.organisation, role.kind, but=by)
    role.delete()


def _locked(role: Role) -> Role:
    """Lock the organisation and return the role as it is now, so that two people never remove each other."""
    Organisation.objects.select_for_update().get(pk=role.organisation_id)
    found = Role.objects.filter(pk=role.pk).select_related("organisation", "person").first()
    if found is None:
        raise rules.RoleGone
    return found


def _kind_of(person: Person, organisation: Organisation) -> str | None:
    own = Role.objects.filter(person=person, organisation=organisation)
    return own.values_list("kind", flat=True).first()


def _others_in_management(role: Role) -> int:
    management = Role.objects.filter(organisation=role.organisation, kind=RoleKind.MANAGEMENT)
    return management.filter(person__is_active=True).exclude(pk=role.pk).count()
