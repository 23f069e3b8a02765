"""Creating an organisation and changing what is known about it."""

from dataclasses import dataclass, fields

from django.db import transaction

from klimapakt.foundation import audit
from klimapakt.organisations import rules
from klimapakt.organisations.enums import Chamber, OrganisationKind, StaffBand, TurnoverBand
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.models import Pact
from klimapakt.pacts.queries import pact_at_hand
from klimapakt.people.models import Person


@dataclass(frozen=True, slots=True)
class OrganisationFacts:
    """What is known about an organisation; a name and a city suffice to begin."""

    name: str
    city: str
    legal_form: str = ""
    sector: str = ""
    kind: str = OrganisationKind.COMPANY
    wz_code: str = ""
    register_number: str = ""
    business_id: str = ""
    vat_id: str = ""
    staff_band: str = StaffBand.UNKNOWN
    turnover_band: str = TurnoverBand.UNKNOWN
    chamber: str = Chamber.UNKNOWN
    is_municipal_holding: bool = False
    group_parent: str = ""
    programmes: tuple[str, ...] = ()

    @classmethod
    def of(cls, organisation: Organisation) -> "OrganisationFacts":
        """Return what is known about an organisation now."""
        known = {field.name: getattr(organisation, field.name) for field in fields(cls)}
        return cls(**{**known, "programmes": tuple(organisation.programmes)})


@transaction.atomic
def create_organisation(*, facts: OrganisationFacts, by: Person | None) -> Organisation:
    """Create an organisation in the pact at hand, where its name must be free."""
    pact = Pact.objects.select_for_update(no_key=True).get(pk=pact_at_hand().pk)
    taken = Organisation.objects.filter(pact=pact).values_list("name", flat=True)
    name = rules.ensure_name_free(facts.name, taken)
    organisation = Organisation(pact=pact, name=name, city=rules.clean_name(facts.city))
    _describe(organisation, facts)
    organisation.save()
    audit.record(what="organisation.created", subject=organisation, by=by)
    return organisation


@transaction.atomic
def rename_organisation(*, organisation: Organisation, name: str, by: Person | None) -> Organisation:
    """Give an organisation another name; its history keeps what happened under the old one."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    organisation.name = rules.ensure_name_free(name, _other_names(organisation))
    organisation.revision += 1
    organisation.save(update_fields=["name", "revision"])
    audit.record(what="organisation.renamed", subject=organisation, by=by)
    return organisation


@transaction.atomic
def change_organisation(
    *, organisation: Organisation, facts: OrganisationFacts, seen_revision: int, by: Person
) -> Organisation:
    """Change what is known about an organisation.

    Raises ChangedMeanwhile with the organisation as it is now when somebody else was faster.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if organisation.revision != seen_revision:
        raise rules.ChangedMeanwhile(organisation)
    organisation.name = rules.ensure_name_free(facts.name, _other_names(organisation))
    organisation.city = rules.clean_name(facts.city)
    _describe(organisation, facts)
    organisation.revision += 1
    organisation.save()
    audit.record(what="organisation.changed", subject=organisation, by=by)
    return organisation


def _other_names(organisation: Organisation) -> list[str]:
    others = Organisation.objects.filter(pact=organisation.pact_id).exclude(pk=organisation.pk)
    return list(others.values_list("name", flat=True))


def _describe(organisation: Organisation, facts: OrganisationFacts) -> None:
    """Set everything but name and city."""
    for name in (
        "legal_form",
        "sector",
        "wz_code",
        "register_number",
        "business_id",
        "vat_id",
        "group_parent",
    ):
        setattr(organisation, name, rules.clean_name(getattr(facts, name)))
    for name in ("kind", "staff_band", "turnover_band", "chamber", "is_municipal_holding"):
        setattr(organisation, name, getattr(facts, name))
    organisation.programmes = sorted(set(facts.programmes))
