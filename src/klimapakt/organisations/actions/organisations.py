"""Organisations and their sites."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from klimapakt.foundation import audit
from klimapakt.organisations import rules
from klimapakt.organisations.enums import Tenure
from klimapakt.organisations.models import Organisation, Site
from klimapakt.people.models import Person


@dataclass(frozen=True, slots=True)
class OrganisationFacts:
    """What is known about an organisation when it is created."""

    name: str
    city: str
    legal_form: str = ""
    sector: str = ""


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What is known about a site; an upload knows only its name."""

    name: str
    address: str = ""
    in_city: bool = True
    tenure: str = Tenure.UNKNOWN
    area_m2: Decimal | None = None


@transaction.atomic
def create_organisation(*, facts: OrganisationFacts, by: Person | None) -> Organisation:
    """Create an organisation; its name must be free within its city."""
    city = rules.clean_name(facts.city)
    taken = Organisation.objects.select_for_update().filter(city=city).values_list("name", flat=True)
    name = rules.ensure_name_free(facts.name, taken)
    organisation = Organisation.objects.create(
        name=name,
        city=city,
        legal_form=rules.clean_name(facts.legal_form),
        sector=rules.clean_name(facts.sector),
    )
    audit.record(what="organisation.created", subject=organisation, by=by)
    return organisation


@transaction.atomic
def rename_organisation(*, organisation: Organisation, name: str, by: Person | None) -> Organisation:
    """Give an organisation another name; its history keeps what happened under the old one."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    others = Organisation.objects.filter(city=organisation.city).exclude(pk=organisation.pk)
    organisation.name = rules.ensure_name_free(name, others.values_list("name", flat=True))
    organisation.save(update_fields=["name"])
    audit.record(what="organisation.renamed", subject=organisation, by=by)
    return organisation


@transaction.atomic
def create_site(*, organisation: Organisation, facts: SiteFacts, by: Person | None) -> Site:
    """Add a site; its name must be free within the organisation in any spelling."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    name = rules.ensure_name_free(facts.name, organisation.sites.values_list("name", flat=True))
    site = Site.objects.create(
        organisation=organisation,
        name=name,
        address=rules.clean_name(facts.address),
        in_city=facts.in_city,
        tenure=facts.tenure,
        area_m2=facts.area_m2,
    )
    audit.record(what="site.created", subject=site, by=by)
    return site


@transaction.atomic
def change_site(*, site: Site, facts: SiteFacts, by: Person | None) -> Site:
    """Change what is known about a site, its name included."""
    Organisation.objects.select_for_update().get(pk=site.organisation_id)
    site = Site.objects.select_for_update().get(pk=site.pk)
    others = Site.objects.filter(organisation_id=site.organisation_id).exclude(pk=site.pk)
    site.name = rules.ensure_name_free(facts.name, others.values_list("name", flat=True))
    site.address = rules.clean_name(facts.address)
    site.in_city = facts.in_city
    site.tenure = facts.tenure
    site.area_m2 = facts.area_m2
    site.save()
    audit.record(what="site.changed", subject=site, by=by)
    return site
