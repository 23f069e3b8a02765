"""The letter that ends a round of a review: look at it, add words, send it once, fetch it again."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from klimapakt.inventories import actions, queries
from klimapakt.inventories.documents.review_letter import letter_name, letter_pdf
from klimapakt.inventories.lifecycle import NotInThisState
from klimapakt.inventories.models import Inventory
from klimapakt.inventories.rules import NotPossible
from klimapakt.inventories.sealed import Record
from klimapakt.office.access import StaffRequest, inventory_for, staff_page
from klimapakt.office.presenting.letters import shown_blocks
from klimapakt.office.review_forms import LetterForm
from klimapakt.office.views.review import why_not
from klimapakt.organisations.queries import roles_of
from klimapakt.organisations.rules import may_edit
from klimapakt.pacts.permissions import Permission

Answer = HttpResponse | HttpResponseRedirect


@staff_page("GET", "HEAD", "POST", needs=Permission.REVIEW_INVENTORIES)
def write(request: StaffRequest, pk: UUID) -> Answer:
    """Show what the letter says; take words, hand it out as a draft, or send it."""
    inventory = inventory_for(request, pk)
    if queries.letter_of_round(inventory) is not None and request.method == "POST":
        messages.info(
            request, _("The letter about this round has been sent already. Nothing was sent again.")
        )
        return redirect("office:letter", pk)
    try:
        draft = queries.draft_letter(inventory, words="", writer=request.user.name)
    except NotInThisState as refused:
        return _page(request, inventory, LetterForm(), None, refused)
    form = LetterForm(request.POST or None, initial={"sha256": draft.sha256})
    if request.method != "POST" or not form.is_valid():
        return _page(request, inventory, form, draft)
    words = form.cleaned_data["words"]
    worded = queries.draft_letter(inventory, words=words, writer=request.user.name)
    if "pdf" in request.POST:
        return _draft_as_pdf(inventory, worded)
    looked_at = LetterForm({"words": words, "sha256": worded.sha256})
    if "send" not in request.POST:
        return _page(request, inventory, looked_at, worded)
    seen = form.cleaned_data["sha256"]
    try:
        actions.send_letter(inventory=inventory, words=words, seen_sha256=seen, by=request.user)
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
        return _page(request, inventory, looked_at, worded)
    messages.success(request, _("The letter has been sent. The organisation finds it among its documents."))
    return redirect("office:letter", pk)


@staff_page()
def file(request: StaffRequest, pk: UUID, letter: UUID) -> HttpResponse:
    """Hand out a letter as it was sent."""
    found = queries.letters_of(inventory_for(request, pk)).filter(pk=letter).first()
    if found is None:
        raise Http404
    record = Record(found.document, found.sha256)
    return _pdf(letter_pdf(record, found.sent_at), letter_name(record.content))


def _page(
    request: StaffRequest,
    inventory: Inventory,
    form: LetterForm,
    draft: Record | None,
    refused: NotPossible | None = None,
) -> HttpResponse:
    """Show the form and below it the letter; what was sent already is shown in its place."""
    sent = queries.letter_of_round(inventory)
    obstacle = refused or why_not(request, inventory)
    record = Record(sent.document, sent.sha256) if sent else draft
    content = record.content if record else None
    readers = [one.person.name for one in roles_of(inventory.organisation) if may_edit(one.kind)]
    context = {
        "inventory": inventory,
        "form": form,
        "sent": sent,
        "letters": queries.letters_of(inventory),
        "obstacle": obstacle.message if obstacle and not sent else None,
        "language": content["language"] if content else "",
        "blocks": shown_blocks(content) if content else [],
        "readers": readers,
    }
    return render(request, "office/letter.html", context)


def _draft_as_pdf(inventory: Inventory, record: Record) -> HttpResponse:
    at = inventory.accepted_at or inventory.returned_at
    if at is None:
        raise Http404
    kind = _("draft")
    return _pdf(letter_pdf(record, at), f"{kind}-{letter_name(record.content)}")


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = str(content_disposition_header(as_attachment=True, filename=name))
    return response
