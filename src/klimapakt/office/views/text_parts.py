"""Writing a draft part by part. Nothing that somebody typed is lost, whoever else was faster."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from klimapakt.agreements import actions, texts
from klimapakt.agreements.models import AgreementText
from klimapakt.agreements.text_rules import TextRefused
from klimapakt.agreements.wording import difference
from klimapakt.agreements.wording.editing import FRAME, SECTIONS, NoSuchPart, Raw, fingerprint, part_of
from klimapakt.agreements.wording.model import BINDING
from klimapakt.office.access import StaffRequest, staff_page
from klimapakt.office.presenting import texts as presenting
from klimapakt.office.text_forms import TEXT, PartForm, entered, initial_of, pressed
from klimapakt.organisations.rules import ChangedMeanwhile, NotPossible
from klimapakt.pacts.permissions import Permission

_SAVE = "save"
_STEPS = {"up": -1, "down": 1}
_EMPTY = {"count": 1, "p0_shape": TEXT}


@dataclass(frozen=True, slots=True)
class _Place:
    """Which part of which draft a page is about; without a key a new one."""

    text: AgreementText
    section: str
    key: str = ""

    @property
    def is_new(self) -> bool:
        """Whether the part is yet to be written."""
        return not self.key


@staff_page("GET", "HEAD", "POST", needs=Permission.PREPARE_AGREEMENTS)
def change(request: StaffRequest, pk: UUID, section: str, key: str) -> HttpResponseBase:
    """Change a clause, an annex, or title and opening."""
    place = _Place(_draft(pk), section, key)
    if request.method == "POST":
        return _posted(request, place)
    if not place.text.is_draft:
        return redirect("office:text", pk)
    try:
        stored = part_of(place.text.content, section, key)
    except NoSuchPart:
        raise Http404 from None
    return _page(request, place, _form(place, initial_of(stored, fingerprint(stored))))


@staff_page("GET", "HEAD", "POST", needs=Permission.PREPARE_AGREEMENTS)
def add(request: StaffRequest, pk: UUID, section: str) -> HttpResponseBase:
    """Add a clause or an annex."""
    place = _Place(_draft(pk), section)
    if section not in SECTIONS:
        raise Http404
    if request.method == "POST":
        return _posted(request, place)
    if not place.text.is_draft:
        return redirect("office:text", pk)
    return _page(request, place, _form(place, _EMPTY))


@staff_page("POST", needs=Permission.PREPARE_AGREEMENTS)
def move(request: StaffRequest, pk: UUID, section: str, key: str) -> HttpResponseBase:
    """Move a part one place up or down."""
    step = _STEPS.get(request.POST.get("do", ""), 0)
    try:
        actions.move_part(text=_draft(pk), section=section, key=key, step=step, by=request.user)
    except ChangedMeanwhile:
        messages.warning(request, _("Somebody else has changed this draft meanwhile. Look at it again."))
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
    return redirect(f"{reverse('office:text', args=[pk])}#{section}-{key}")


@staff_page("POST", needs=Permission.PREPARE_AGREEMENTS)
def remove(request: StaffRequest, pk: UUID, section: str, key: str) -> HttpResponseBase:
    """Remove a part."""
    one = _draft(pk)
    try:
        actions.remove_part(
            text=one, section=section, key=key, seen=request.POST.get("seen", ""), by=request.user
        )
    except TextRefused as refused:
        content = _without(one, section, key)
        reasons = " ".join(presenting.told(refused, content))
        messages.warning(request, _("Other places refer to this part. %(reasons)s") % {"reasons": reasons})
        return redirect("office:text_part", pk, section, key)
    except ChangedMeanwhile:
        messages.warning(request, _("Somebody else has changed this part meanwhile. Look at it again."))
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
    else:
        messages.success(request, _("The part was removed from the draft."))
    return redirect("office:text", pk)


def _posted(request: StaffRequest, place: _Place) -> HttpResponseBase:
    """Save, or only rearrange what was typed: nothing is stored until somebody saves."""
    do = request.POST.get("do", _SAVE)
    if do != _SAVE:
        return _page(request, place, _form(place, pressed(entered(request.POST), do)))
    form = PartForm(request.POST, section=place.section, is_new=place.is_new)
    if not form.is_valid():
        return _page(request, place, form)
    was_checked = place.text.legal_on is not None
    try:
        _save(place, form, request)
    except TextRefused as refused:
        for fault in refused.faults:
            form.add_fault(fault)
        return _page(request, place, form)
    except ChangedMeanwhile as faster:
        return _conflict(request, place, faster.current, form)
    except NotPossible as refused:
        form.add_error(None, refused.message.translated(_))
        return _page(request, place, form)
    messages.success(request, _("Saved in the draft."))
    if was_checked:
        messages.warning(request, _("The legal check was taken away, because the text it read has changed."))
    return redirect(f"{reverse('office:text', args=[place.text.pk])}#{place.section}-{place.key}")


def _save(place: _Place, form: PartForm, request: StaffRequest) -> None:
    part = form.part(place.key)
    if place.is_new:
        actions.add_part(text=place.text, section=place.section, part=part, by=request.user)
        return
    seen = form.cleaned_data["seen"]
    actions.change_part(text=place.text, section=place.section, part=part, seen=seen, by=request.user)


def _conflict(request: StaffRequest, place: _Place, stored: object, mine: PartForm) -> HttpResponse:
    """Show what somebody else saved meanwhile beside what was typed; saving again replaces theirs."""
    typed = entered(request.POST)
    if not isinstance(stored, dict):
        gone = _Place(place.text, place.section)
        return _page(request, gone, _form(gone, typed), is_gone=True)
    pieces = difference(_said(stored), _said(mine.part(place.key)))
    return _page(request, place, _form(place, {**typed, "seen": fingerprint(stored)}), pieces=pieces)


def _said(part: Raw) -> str:
    """Return everything a part says in the language that binds."""
    lines = [part["heading"][BINDING]]
    for paragraph in part["body"]:
        points = paragraph.get("points", ())
        lines += [point[BINDING] for point in points] if points else [paragraph.get(BINDING, "…")]
    return "\n".join(lines)


def _page(request: StaffRequest, place: _Place, form: PartForm, **told: object) -> HttpResponse:
    context = {
        "text": place.text,
        "section": place.section,
        "key": place.key,
        "form": form,
        "rows": list(form.rows()),
        "placeholders": presenting.placeholders(),
        "references": list(presenting.references(place.text.content)),
        "heading": _heading(place),
        "action": _action(place),
        "may_remove": place.section != FRAME and not place.is_new,
        "stored_seen": form["seen"].value() or "",
        "pieces": (),
        "is_gone": False,
        **told,
    }
    return render(request, "office/text_part.html", context)


def _action(place: _Place) -> str:
    if place.is_new:
        return reverse("office:text_part_new", args=[place.text.pk, place.section])
    return reverse("office:text_part", args=[place.text.pk, place.section, place.key])


def _heading(place: _Place) -> str:
    if place.section == FRAME:
        return _("Title and opening")
    if place.is_new:
        return _("New clause") if place.section == SECTIONS[0] else _("New annex")
    try:
        return str(part_of(place.text.content, place.section, place.key)["heading"][BINDING])
    except NoSuchPart:
        return place.key


def _form(place: _Place, initial: Raw) -> PartForm:
    return PartForm(section=place.section, is_new=place.is_new, initial=initial)


def _without(one: AgreementText, section: str, key: str) -> Raw:
    """Return the text as it would be, so that places in it are named as they would stand."""
    kept = [part for part in one.content[section] if part["key"] != key]
    return {**one.content, section: kept}


def _draft(pk: UUID) -> AgreementText:
    found = texts.text(pk)
    if found is None:
        raise Http404
    return found
