"""Stories of a member: begun from a measure, written and checked, released; and the badge."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from klimapakt.organisations.rules import NotPossible
from klimapakt.portal.access import (
    MemberRequest,
    can_edit,
    editable_organisation_for,
    member_page,
)
from klimapakt.portal.forms.stories import StoryForm, StoryReleaseForm
from klimapakt.portal.views.plans import measure_for, readable
from klimapakt.publicity import actions, checking, queries
from klimapakt.publicity.enums import VersionState
from klimapakt.publicity.models import Story
from klimapakt.publicity.presenting import marked
from klimapakt.publicity.rules import StoryChanged, StoryRefused

Answer = HttpResponse | HttpResponseRedirect


@member_page()
def index(request: MemberRequest, pk: UUID) -> HttpResponse:
    """List the stories with how far each is, and the way to the badge."""
    organisation = readable(request, pk)
    rows = [_listed(one) for one in queries.stories_of(organisation)]
    context = {"organisation": organisation, "rows": rows, "may_edit": can_edit(request, organisation)}
    return render(request, "portal/stories.html", context)


@member_page("POST")
def begin(request: MemberRequest, pk: UUID) -> HttpResponseRedirect:
    """Begin the story of a measure, or lead to the one that exists."""
    measure = measure_for(request, pk)
    editable_organisation_for(request, measure.organisation_id)
    story = queries.story_of(measure)
    if story is None:
        story = actions.begin(measure=measure, today=timezone.localdate(), by=request.user)
    return redirect("portal:story", story.pk)


@member_page("GET", "HEAD", "POST")
def show(request: MemberRequest, pk: UUID) -> Answer:
    """Write a story and see what does not hold, marked in the text."""
    story = _story_for(request, pk)
    form = StoryForm(request.POST or None, initial=StoryForm.initial_of(story))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            seen = form.cleaned_data["seen"] or 0
            actions.save_draft(story=story, draft=form.draft(), seen=seen, by=request.user)
            found = actions.check(story=story, today=timezone.localdate())
        except StoryChanged:
            status = 409
            form.add_error(None, _("Somebody else has changed this story. Load the page anew and look."))
        else:
            if all(one.verdict == "allowed" for one in found):
                messages.success(request, _("Saved. Nothing was found in the text."))
            else:
                messages.warning(request, _("Saved. Some words do not hold yet; they are marked."))
            return redirect("portal:story", pk)
    return _page(request, story, form, status=status)


@member_page("POST")
def release(request: MemberRequest, pk: UUID) -> Answer:
    """Release a story for the member, as the text that was read."""
    story = _story_for(request, pk)
    form = _release_form(request, story)
    status = 200
    if form.is_valid():
        try:
            actions.release(
                story=story,
                seen=form.cleaned_data["seen"],
                reason=form.cleaned_data.get("reason", ""),
                today=timezone.localdate(),
                by=request.user,
            )
        except NotPossible as refused:
            field = refused.field if isinstance(refused, StoryRefused) else ""
            form.add_error(field if field in form.fields else None, refused.message.translated(_))
        except StoryChanged:
            status = 409
            form.add_error(None, _("Somebody else has changed this story. Load the page anew and look."))
        else:
            messages.success(request, _("Released. The pact office reads the same text and publishes it."))
            return redirect("portal:story", pk)
    return _page(request, story, StoryForm(initial=StoryForm.initial_of(story)), form, status=status)


@member_page("GET", "HEAD", "POST")
def badge(request: MemberRequest, pk: UUID) -> Answer:
    """Switch the badge on or off, and take its address along."""
    organisation = editable_organisation_for(request, pk)
    found = queries.badge_of(organisation)
    if request.method == "POST":
        is_on = request.POST.get("badge") == "on"
        actions.switch_badge(organisation=organisation, is_on=is_on, by=request.user)
        messages.success(request, _("The badge is on.") if is_on else _("The badge is off."))
        return redirect("portal:badge", pk)
    standing = queries.standing_of(found.pk) if found else None
    context = {"organisation": organisation, "badge": found, "standing": standing}
    return render(request, "portal/badge.html", context)


def _story_for(request: MemberRequest, pk: UUID) -> Story:
    story = queries.visible_to(request.user).filter(pk=pk).prefetch_related("texts").first()
    if story is None:
        raise Http404
    editable_organisation_for(request, story.measure.organisation_id)
    return story


def _release_form(request: MemberRequest, story: Story) -> StoryReleaseForm:
    was_published = story.versions.filter(published_at__isnull=False).exists()
    data = request.POST if request.method == "POST" and "release-seen" in request.POST else None
    return StoryReleaseForm(data, seen=story.revision, needs_reason=was_published)


def _page(
    request: MemberRequest,
    story: Story,
    form: StoryForm,
    release_form: StoryReleaseForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    ledger, texts = checking.ledger_of(story.measure), checking.texts_of(story)
    found = marked(texts, checking.check_all(texts, ledger.claim, timezone.localdate()))
    versions = list(queries.versions_of(story))
    public = next((one for one in versions if one.state == VersionState.PUBLISHED), None)
    context = {
        "organisation": story.measure.organisation,
        "story": story,
        "measure": story.measure,
        "form": form,
        "release_form": release_form or _release_form(request, story),
        "ledger": ledger,
        "found": found,
        "holds": bool(found) and all(one.holds for one in found),
        "versions": versions,
        "is_waiting": any(one.state == VersionState.RELEASED for one in versions),
        "drift": queries.drift_of(public) if public else None,
    }
    return render(request, "portal/story.html", context, status=status)


def _listed(story: Story) -> dict[str, object]:
    versions = sorted(story.versions.all(), key=lambda one: one.number)
    titles = [one.title for one in story.texts.all() if one.title]
    return {
        "story": story,
        "title": titles[0] if titles else story.measure.title,
        "version": versions[-1] if versions else None,
    }
