"""Adding, changing and deleting the sites of an organisation."""

from dataclasses import dataclass, fields
from decimal import Decimal

from django.db import transaction
from django.db.models import ProtectedError

from klimapakt.foundation import audit
from klimapakt.organisations import rules
from klimapakt.organisations.enums import FinancialControl, Heating, Tenure
from klimapakt.organisations.models import Organisation, Site
from klimapakt.people.models import Person


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What is known about a site; an upload knows only its name."""

    name: str
    address: str = ""
    in_city: bool = True
    tenure: str = Tenure.UNKNOWN
    area_m2: Decimal | None = None
    postcode: str = ""
    heating: str = Heating.UNKNOWN
    is_operated: bool = True
    financial_control: str = FinancialControl.FULL
    equity_share_percent: Decimal | None = None

    @classmethod
    def of(cls, site: Site) -> "SiteFacts":
        """Return what is known about a site now."""
        return cls(**{field.name: getattr(site, field.name) for field in fields(cls)})


@transaction.atomic
def create_site(*, organisation: Organisation, facts: SiteFacts, by: Person | None) -> Site:
    """Add a site; its name must be free within the organisation in any spelling."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    name = rules.ensure_name_free(facts.name, organisation.sites.values_list("name", flat=True))
    site = Site(organisation=organisation, name=name)
    _describe(site, facts)
    site.save()
    audit.record(what="site.created", subject=site, by=by)
    return site


@transaction.atomic
def change_site(*, site: Site, facts: SiteFacts, seen_revision: int | None = None, by: Person | None) -> Site:
    """Change what is known about a site, its name included.

    Raises ChangedMeanwhile with the site as it is now when it is not the one that was seen; without a seen
    revision the last one wins.
    """
    Organisation.objects.select_for_update().get(pk=site.organisation_id)
    site = Site.objects.select_for_update(of=("self",)).get(pk=site.pk)
    if seen_revision is not None and site.revision != seen_revision:
        raise rules.ChangedMeanwhile(site)
    others = Site.objects.filter(organisation_id=site.organisation_id).exclude(pk=site.pk)
    site.name = rules.ensure_name_free(facts.name, others.values_list("name", flat=True))
    _describe(site, facts)
    site.revision += 1
    site.save()
    audit.record(what="site.changed", subject=site, by=by)
    return site


def delete_site(*, site: Site, by: Person) -> None:
    """Delete a site nothing is recorded for. Raises SiteInUse when rows, bills or meters name it."""
    try:
        with transaction.atomic():
            Organisation.objects.select_for_update().get(pk=site.organisation_id)
            audit.record(what="site.deleted", subject=site, by=by)
            Site.objects.filter(pk=site.pk).delete()
    except ProtectedError as used:
        raise rules.SiteInUse(site.name) from used


def _describe(site: Site, facts: SiteFacts) -> None:
    """Set everything but the name."""
    site.address = rules.clean_name(facts.address)
    site.postcode = rules.clean_name(facts.postcode)
    for name in ("in_city", "tenure", "area_m2", "heating", "is_operated"):
        setattr(site, name, getattr(facts, name))
    site.financial_control = facts.financial_control
    site.equity_share_percent = facts.equity_share_percent
