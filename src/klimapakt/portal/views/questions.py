"""Questions of the pact office for the member: read them, go to the row, answer."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from klimapakt.inventories import actions, queries
from klimapakt.inventories.models import Inventory, ReviewQuestion
from klimapakt.inventories.rules import NotPossible
from klimapakt.portal.access import (
    MemberRequest,
    can_change,
    inventory_for,
    inventory_to_decide_for,
    member_page,
)
from klimapakt.portal.forms.versions import AnswerForm


@member_page()
def index(request: MemberRequest, pk: UUID) -> HttpResponse:
    """List the questions with their answers, and a form for each that is still open."""
    return _page(request, inventory_for(request, pk))


@member_page("POST")
def answer(request: MemberRequest, pk: UUID, question: int) -> HttpResponse | HttpResponseRedirect:
    """Answer one question; what is missing stands on the same page."""
    inventory = inventory_to_decide_for(request, pk)
    asked = queries.question_of(inventory, question)
    if asked is None:
        raise Http404
    form = AnswerForm(request.POST, auto_id=f"id_{asked.pk}_%s")
    if not form.is_valid():
        return _page(request, inventory, asked, form)
    try:
        actions.answer(question=asked, by=request.user, **form.cleaned_data)
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
    else:
        messages.success(request, _("Your answer has been saved. Submit the inventory when all is answered."))
    return redirect("portal:questions", inventory.pk)


def _page(
    request: MemberRequest,
    inventory: Inventory,
    wrong: ReviewQuestion | None = None,
    form: AnswerForm | None = None,
) -> HttpResponse:
    may_answer = can_change(request, inventory)
    numbers = set(queries.rows_of(inventory).values_list("number", flat=True))
    questions = []
    for question in queries.questions_of(inventory):
        shown = form if wrong is not None and question.pk == wrong.pk else _form_for(question)
        is_open = may_answer and question.closed_at is None
        questions.append((question, shown if is_open else None, question.row_number in numbers))
    context = {
        "inventory": inventory,
        "questions": questions,
        "unanswered": queries.unanswered_questions(inventory),
        "may_answer": may_answer,
        "form": form,
    }
    return render(request, "portal/questions.html", context)


def _form_for(question: ReviewQuestion) -> AnswerForm:
    initial = {"text": question.answer, "is_corrected": question.outcome == "corrected"}
    return AnswerForm(initial=initial, auto_id=f"id_{question.pk}_%s")
