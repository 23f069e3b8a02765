"""Contacts with a member and tasks of the office: written down, done, taken back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from klimapakt.casework import actions, queries
from klimapakt.casework.enums import ContactKind
from klimapakt.casework.models import Task
from klimapakt.memberships import queries as memberships
from klimapakt.memberships.models import Membership
from klimapakt.office.access import StaffRequest, staff_page
from klimapakt.office.casework_forms import ContactForm, TaskForm
from klimapakt.office.views.members import member_page
from klimapakt.organisations.rules import NotPossible
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import pact_at_hand, who_may


@staff_page("POST", needs=Permission.CHANGE_MEMBERS)
def note(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Write down a contact or a note."""
    one = _membership(pk)
    form = ContactForm(request.POST)
    if form.is_valid():
        entered = {**form.cleaned_data, "kind": ContactKind(form.cleaned_data["kind"])}
        try:
            actions.note_contact(membership=one, by=request.user, **entered)
        except NotPossible as refused:
            form.add_error("on", refused.message.translated(_))
        else:
            messages.success(request, _("Written down."))
            return redirect("office:member", one.pk)
    return member_page(request, one, "contact", contact_form=form)


@staff_page("POST", needs=Permission.CHANGE_MEMBERS)
def strike(request: StaffRequest, pk: UUID, number: int) -> HttpResponseRedirect:
    """Strike out what was written down wrongly."""
    one = _membership(pk)
    contact = queries.contact(one, number)
    if contact is None:
        raise Http404
    actions.strike_contact(contact=contact, by=request.user)
    messages.success(request, _("The entry is struck out. It stays readable."))
    return redirect("office:member", one.pk)


@staff_page("POST", needs=Permission.CHANGE_MEMBERS)
def write_task(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Write a task for a member."""
    one = _membership(pk)
    form = TaskForm(request.POST, people=who_may(Permission.CHANGE_MEMBERS, pact_at_hand()))
    if not form.is_valid():
        return member_page(request, one, "task", task_form=form)
    actions.write_task(task=form.task(), membership=one, by=request.user)
    messages.success(request, _("The task is written."))
    return redirect("office:member", one.pk)


@staff_page("POST", needs=Permission.CHANGE_MEMBERS)
def finish(request: StaffRequest, number: int) -> HttpResponseRedirect:
    """Say that a task is done."""
    task = _task(number)
    try:
        actions.finish_task(task=task, by=request.user)
        messages.success(request, _("Done: %(title)s") % {"title": task.title})
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
    return _back(request, task)


@staff_page("POST", needs=Permission.CHANGE_MEMBERS)
def reopen(request: StaffRequest, number: int) -> HttpResponseRedirect:
    """Take back that a task is done."""
    task = _task(number)
    try:
        actions.reopen_task(task=task, by=request.user)
        messages.success(request, _("The task is open again."))
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
    return _back(request, task)


def _back(request: StaffRequest, task: Task) -> HttpResponseRedirect:
    if "from_desk" in request.POST or task.membership_id is None:
        return redirect("office:index")
    return redirect("office:member", task.membership_id)


def _membership(pk: UUID) -> Membership:
    found = memberships.membership(pk)
    if found is None:
        raise Http404
    return found


def _task(number: int) -> Task:
    found = queries.task(number)
    if found is None:
        raise Http404
    return found
