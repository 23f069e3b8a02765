"""One member of the pact or one on its way: its page, and every step."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from klimapakt.agreements.presenting import BADGES
from klimapakt.agreements.queries import agreements_of
from klimapakt.casework import queries as casework
from klimapakt.duties import actions as duties
from klimapakt.duties import presenting as duty_words
from klimapakt.duties.days import today
from klimapakt.duties.queries import duties_of
from klimapakt.memberships import actions, queries
from klimapakt.memberships.enums import EndReason, Source, Stage
from klimapakt.memberships.models import Membership
from klimapakt.office import member_forms as forms
from klimapakt.office.access import StaffRequest, staff_page
from klimapakt.office.casework_forms import ContactForm, TaskForm
from klimapakt.office.presenting import members as presenting
from klimapakt.office.presenting import timeline
from klimapakt.office.presenting.measures import measures_of
from klimapakt.office.presenting.targets import targets_of
from klimapakt.organisations import queries as organisations
from klimapakt.organisations.actions import OrganisationFacts, create_organisation
from klimapakt.organisations.actions import invite as invite_into
from klimapakt.organisations.models import Organisation
from klimapakt.organisations.rules import ChangedMeanwhile, NameMissing, NameTaken, NotPossible
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import is_allowed, pact_at_hand, who_may
from klimapakt.people.models import Person

MAY_ISSUE = (Stage.INTEREST, Stage.TALK, Stage.LETTER_OF_INTENT)
_PARTS = ("contact", "task", "invite", "plan", "move", "days", "tier", "end")


@staff_page(needs=Permission.SEE_MEMBERS)
def show(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Show one member: where it stands, its days, its people, its history, and what can be done."""
    return member_page(request, _membership(pk))


def member_page(request: StaffRequest, one: Membership, tried: str = "", **filled_in: object) -> HttpResponse:
    """Show the page of a membership; what somebody tried stays open, with the form as they filled it in."""
    now = timezone.now()
    may_change, tiers = is_allowed(request.user, Permission.CHANGE_MEMBERS), presenting.tier_names()
    context: dict[str, object] = {
        "membership": one,
        "organisation": one.organisation,
        "badge_kind": presenting.BADGES[one.stage],
        "timeline": timeline.of(one, now),
        "tasks": list(casework.tasks_of(one)),
        "duties": [duty_words.shown(duty, today()) for duty in duties_of(one)],
        "done_tasks": list(casework.done_tasks_of(one)[:5]),
        "today": timezone.localdate(now),
        "predecessors": queries.predecessors_of(one),
        "continued_by": presenting.continued_by(one),
        "tier_name": tiers.get(one.tier, one.tier),
        "tier_changes": presenting.tier_changes(one, tiers),
        "has_tiers": bool(tiers),
        "roles": list(organisations.roles_of(one.organisation)),
        "requests": list(queries.requests_for(one.organisation)),
        "may_change": may_change,
        "is_open": {part: part == tried for part in _PARTS},
        "agreements": [(found, BADGES[found.state]) for found in agreements_of(one)],
        **measures_of(one.organisation, request.user),
        **targets_of(one.organisation, request.user),
        "may_issue": one.stage in MAY_ISSUE and is_allowed(request.user, Permission.PREPARE_AGREEMENTS),
    }
    if may_change:
        context |= {
            "contact_form": ContactForm(),
            "task_form": TaskForm(people=_people(), initial=_mine(request)),
        }
    if may_change and one.stage != Stage.ENDED:
        context |= {
            "move_form": forms.MoveForm(membership=one) if presenting.may_move(one) else None,
            "invite_form": forms.InviteForm(initial=presenting.contact_of(one)),
            "plan_form": forms.PlanForm(membership=one, people=_people()),
            "days_form": forms.DaysForm(membership=one),
            "tier_form": forms.TierForm(membership=one, tiers=tiers) if tiers else None,
            "end_form": forms.EndForm(membership=one, others=_others(one)),
        }
    return render(request, "office/member.html", {**context, **filled_in})


@staff_page("POST", needs=Permission.CHANGE_MEMBERS)
def move(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Move a member to another stage."""
    one = _membership(pk)
    form = forms.MoveForm(request.POST, membership=one)
    if not form.is_valid():
        return member_page(request, one, move_form=form, tried="move")
    return _done(
        request,
        one,
        lambda: actions.move(
            membership=one,
            to=form.stage(),
            reason=form.cleaned_data["reason"],
            seen_revision=form.cleaned_data["seen_revision"],
            by=request.user,
        ),
    )


@staff_page("POST", needs=Permission.CHANGE_MEMBERS)
def plan(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Say who looks after a member and what comes next."""
    one = _membership(pk)
    form = forms.PlanForm(request.POST, membership=one, people=_people())
    if not form.is_valid():
        return member_page(request, one, plan_form=form, tried="plan")
    return _done(request, one, lambda: actions.plan(membership=one, by=request.user, **form.cleaned_data))


@staff_page("POST", needs=Permission.CHANGE_MEMBERS)
def days(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Correct the days of a membership."""
    one = _membership(pk)
    form = forms.DaysForm(request.POST, membership=one)
    if not form.is_valid():
        return member_page(request, one, days_form=form, tried="days")
    seen = form.cleaned_data["seen_revision"]
    return _done(
        request,
        one,
        lambda: actions.set_days(membership=one, days=form.days(), seen_revision=seen, by=request.user),
    )


@staff_page("POST", needs=Permission.CHANGE_MEMBERS)
def tier(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Say to which kind of membership a member agreed; its duties follow."""
    one = _membership(pk)
    form = forms.TierForm(request.POST, membership=one, tiers=presenting.tier_names())
    if not form.is_valid():
        return member_page(request, one, tier_form=form, tried="tier")
    seen = form.cleaned_data["seen_revision"]
    return _done(
        request,
        one,
        lambda: actions.set_tier(membership=one, agreed=form.agreed(), seen_revision=seen, by=request.user),
    )


@staff_page("POST", needs=Permission.CHANGE_MEMBERS)
def end(request: StaffRequest, pk: UUID) -> HttpResponse:
    """End a membership; after a merger its successor carries it on."""
    one = _membership(pk)
    form = forms.EndForm(request.POST, membership=one, others=_others(one))
    if not form.is_valid():
        return member_page(request, one, end_form=form, tried="end")
    given = form.cleaned_data
    common = {"membership": one, "reason": given["reason"], "on": given["on"], "by": request.user}
    if given["successor"] is not None:
        return _done(
            request,
            one,
            lambda: actions.succeed(
                successor=given["successor"], seen_revision=given["seen_revision"], **common
            ),
        )
    return _done(
        request,
        one,
        lambda: actions.end(
            end_reason=EndReason(given["end_reason"]), seen_revision=given["seen_revision"], **common
        ),
    )


@staff_page("POST", needs=Permission.CHANGE_MEMBERS)
def invite(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Invite the first person of a member, as its management."""
    one = _membership(pk)
    form = forms.InviteForm(request.POST)
    if form.is_valid():
        try:
            sent = invite_into(
                organisation=one.organisation,
                invited=form.invited(),
                link=lambda token: request.build_absolute_uri(reverse("invitations:accept", args=[token])),
                by=request.user,
            )
        except NotPossible as refused:
            form.add_error("email", refused.message.translated(_))
        else:
            messages.success(request, _("The invitation is on its way to %(to)s.") % {"to": sent.email})
            return redirect("office:member", one.pk)
    return member_page(request, one, "invite", invite_form=form)


@staff_page("GET", "HEAD", "POST", needs=Permission.CHANGE_MEMBERS)
def add(request: StaffRequest) -> HttpResponse:
    """Take down an organisation that the office talks to."""
    form = forms.NewMemberForm(request.POST or None, initial={"city": pact_at_hand().city})
    alike: list[Organisation] = []
    if request.method == "POST" and form.is_valid():
        name, city = form.cleaned_data["name"], form.cleaned_data["city"]
        alike = queries.alike(name)
        if not alike or "sure" in request.POST:
            try:
                one = _begun(OrganisationFacts(name, city), request)
            except (NameTaken, NameMissing) as refused:
                form.add_error("name", refused.message.translated(_))
            else:
                messages.success(request, _("The organisation has been taken down."))
                return redirect("office:member", one.pk)
    return render(request, "office/member_new.html", {"form": form, "alike": presenting.with_open(alike)})


def _begun(facts: OrganisationFacts, request: StaffRequest) -> Membership:
    organisation = create_organisation(facts=facts, by=request.user)
    return actions.begin(organisation=organisation, source=Source.OFFICE, by=request.user)


def _done(request: StaffRequest, one: Membership, act: Callable[[], Membership]) -> HttpResponseRedirect:
    """Do it, or say why not; either way the page shows how things stand now."""
    try:
        now = act()
    except ChangedMeanwhile:
        messages.warning(
            request, _("Somebody else has changed this membership meanwhile. Look at it and try again.")
        )
        return redirect("office:member", one.pk)
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
        return redirect("office:member", one.pk)
    duties.follow(organisation=one.organisation, today=today(), by=request.user)
    messages.success(request, _("Saved."))
    return redirect("office:member", now.pk)


def _membership(pk: UUID) -> Membership:
    found = queries.membership(pk)
    if found is None:
        raise Http404
    return found


def _mine(request: StaffRequest) -> dict[str, object]:
    return {"owner": request.user.pk}


def _people() -> QuerySet[Person]:
    return who_may(Permission.CHANGE_MEMBERS, pact_at_hand())


def _others(one: Membership) -> QuerySet[Organisation]:
    # All other organisations stand in the form: of thousands only the names are read.
    return Organisation.objects.exclude(pk=one.organisation_id).only("pk", "name")
