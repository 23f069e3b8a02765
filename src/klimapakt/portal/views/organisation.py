"""The organisation: its sites, who acts for it, and changing a site."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from klimapakt.inventories import queries
from klimapakt.organisations import actions
from klimapakt.organisations import queries as organisations
from klimapakt.organisations.models import Organisation, Site
from klimapakt.organisations.rules import NameMissing, NameTaken, may_read
from klimapakt.portal.access import (
    MemberRequest,
    can_edit,
    editable_organisation_for,
    editable_site_for,
    member_page,
    organisation_for,
)
from klimapakt.portal.forms.organisation import SiteForm


@member_page()
def show(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Show an organisation with its sites, people and inventories."""
    organisation = organisation_for(request, pk)
    role = organisations.role_in(request.user, organisation)
    context = {
        "organisation": organisation,
        "sites": organisations.sites_of(organisation),
        "roles": organisations.roles_of(organisation),
        "inventories": queries.with_progress(
            queries.living(queries.visible_to(request.user).filter(organisation=organisation))
        ),
        "may_read": role is not None and may_read(role),
        "may_edit": can_edit(request, organisation),
    }
    return render(request, "portal/organisation.html", context)


@member_page("GET", "HEAD", "POST")
def add_site(request: MemberRequest, pk: UUID) -> HttpResponse | HttpResponseRedirect:
    """Add a site."""
    organisation = editable_organisation_for(request, pk)
    form = SiteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            site = actions.create_site(organisation=organisation, facts=form.facts(), by=request.user)
        except (NameTaken, NameMissing) as refused:
            form.add_error("name", refused.message.translated(_))
        else:
            messages.success(request, _("The site “%(name)s” has been added.") % {"name": site.name})
            return redirect("portal:organisation", organisation.pk)
    return _site_page(request, organisation, form, None)


@member_page("GET", "HEAD", "POST")
def change_site(request: MemberRequest, pk: UUID) -> HttpResponse | HttpResponseRedirect:
    """Change what is known about a site."""
    site = editable_site_for(request, pk)
    form = SiteForm(request.POST or None, initial=SiteForm.initial_of(site))
    if request.method == "POST" and form.is_valid():
        try:
            site = actions.change_site(site=site, facts=form.facts(), by=request.user)
        except (NameTaken, NameMissing) as refused:
            form.add_error("name", refused.message.translated(_))
        else:
            messages.success(request, _("The site “%(name)s” has been changed.") % {"name": site.name})
            return redirect("portal:organisation", site.organisation_id)
    return _site_page(request, site.organisation, form, site)


def _site_page(
    request: MemberRequest, organisation: Organisation, form: SiteForm, site: Site | None
) -> HttpResponse:
    context = {"organisation": organisation, "form": form, "site": site}
    return render(request, "portal/site.html", context)
