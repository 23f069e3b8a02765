"""The organisation: its sites, who acts for it, and changing a site."""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from klimapakt.agreements.presenting import BADGES
from klimapakt.agreements.queries import visible_to as agreements_visible_to
from klimapakt.inventories import actions as inventories
from klimapakt.inventories import queries
from klimapakt.organisations import actions
from klimapakt.organisations import queries as organisations
from klimapakt.organisations.enums import Programme
from klimapakt.organisations.models import Organisation, Site
from klimapakt.organisations.rules import (
    ChangedMeanwhile,
    NameMissing,
    NameTaken,
    SiteInUse,
    invitable_by,
    may_read,
)
from klimapakt.portal.access import (
    MemberRequest,
    can_edit,
    editable_organisation_for,
    editable_site_for,
    member_page,
    organisation_for,
)
from klimapakt.portal.forms.organisation import OrganisationForm, SiteForm
from klimapakt.portal.presenting.versions_of_facts import compared

Answer = HttpResponse | HttpResponseRedirect


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
        "may_invite": bool(invitable_by(role)),
        "agreements": [
            (one, BADGES[one.state])
            for one in agreements_visible_to(request.user).filter(membership__organisation=organisation)
        ],
        "programmes": [str(Programme(one).label) for one in organisation.programmes],
    }
    return render(request, "portal/organisation.html", context)


@member_page("GET", "HEAD", "POST")
def change(request: MemberRequest, pk: UUID) -> Answer:
    """Change what is known about the organisation."""
    organisation = editable_organisation_for(request, pk)
    form = OrganisationForm(request.POST or None, initial=OrganisationForm.initial_of(organisation))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_organisation(
                organisation=organisation,
                facts=form.facts(),
                seen_revision=form.seen_revision(),
                by=request.user,
            )
        except (NameTaken, NameMissing) as refused:
            form.add_error("name", refused.message.translated(_))
        except ChangedMeanwhile:
            organisation.refresh_from_db()
            theirs = OrganisationForm(initial=OrganisationForm.initial_of(organisation))
            mine = OrganisationForm(_with_revision(request, organisation.revision))
            return _conflict(request, organisation, theirs, mine)
        else:
            messages.success(request, _("What is known about the organisation is saved."))
            return redirect("portal:organisation", organisation.pk)
    context = {"organisation": organisation, "form": form}
    return render(request, "portal/organisation_change.html", context)


@member_page("GET", "HEAD", "POST")
def add_site(request: MemberRequest, pk: UUID) -> Answer:
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
def change_site(request: MemberRequest, pk: UUID) -> Answer:
    """Change what is known about a site; when somebody else was faster, both versions stand side by side."""
    site = editable_site_for(request, pk)
    form = SiteForm(request.POST or None, initial=SiteForm.initial_of(site))
    if request.method == "POST" and form.is_valid():
        try:
            site = inventories.change_site(
                site=site, facts=form.facts(), seen_revision=form.seen_revision(), by=request.user
            )
        except (NameTaken, NameMissing) as refused:
            form.add_error("name", refused.message.translated(_))
        except ChangedMeanwhile:
            site.refresh_from_db()
            theirs = SiteForm(initial=SiteForm.initial_of(site))
            mine = SiteForm(_with_revision(request, site.revision))
            return _conflict(request, site.organisation, theirs, mine)
        else:
            messages.success(request, _("The site “%(name)s” has been changed.") % {"name": site.name})
            return redirect("portal:organisation", site.organisation_id)
    return _site_page(request, site.organisation, form, site)


@member_page("GET", "HEAD", "POST")
def delete_site(request: MemberRequest, pk: UUID) -> Answer:
    """Delete a site nothing is recorded for."""
    site = editable_site_for(request, pk)
    if request.method != "POST":
        context = {"organisation": site.organisation, "site": site}
        return render(request, "portal/site_delete.html", context)
    try:
        actions.delete_site(site=site, by=request.user)
    except SiteInUse as refused:
        messages.warning(request, refused.message.translated(_))
        return redirect("portal:site", site.pk)
    messages.success(request, _("The site “%(name)s” is deleted.") % {"name": site.name})
    return redirect("portal:organisation", site.organisation_id)


def _with_revision(request: MemberRequest, revision: int) -> QueryDict:
    """Return what was sent, as if the newest version had been looked at: sending it again replaces that."""
    entered = request.POST.copy()
    entered["revision"] = str(revision)
    return entered


def _conflict(request: MemberRequest, organisation: Organisation, theirs: Form, mine: Form) -> HttpResponse:
    context = {"organisation": organisation, "form": mine, "differences": compared(theirs, mine)}
    return render(request, "portal/conflict.html", context, status=409)


def _site_page(
    request: MemberRequest, organisation: Organisation, form: SiteForm, site: Site | None
) -> HttpResponse:
    context = {"organisation": organisation, "form": form, "site": site}
    return render(request, "portal/site.html", context)
