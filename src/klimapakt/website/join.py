"""How an organisation asks to join: a public form, and a link that confirms the address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from klimapakt.memberships import actions, queries
from klimapakt.memberships.rules import RequestOver
from klimapakt.website.join_form import JoinForm
from klimapakt.website.limits import may_go_on

REQUESTS_PER_ADDRESS = 20
"""Requests from one address of the network within ten minutes."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Show the form and keep what is sent; the answer is the same whether or not somebody is known."""
    form = JoinForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "website/join.html", {"form": form})
    if not may_go_on(request, "join", REQUESTS_PER_ADDRESS):
        return render(request, "website/join.html", {"form": form, "is_busy": True}, status=429)
    if not form.is_by_a_program:
        actions.request_to_join(
            interest=form.interest(),
            link=lambda token: request.build_absolute_uri(reverse("website:join_confirm", args=[token])),
        )
    return redirect("website:join_sent")


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Say that a mail is on its way."""
    return render(request, "website/join_sent.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for one click, so that programs that open links in mails confirm nothing; then confirm."""
    if request.method == "POST":
        try:
            found = actions.confirm_request(token=token)
        except RequestOver as refused:
            return _over(request, refused)
        return render(request, "website/join_confirmed.html", {"join": found})
    waiting = queries.request_of(token)
    over = queries.why_over(waiting)
    if waiting is None or over is not None:
        return _over(request, over or RequestOver("unknown"))
    return render(request, "website/join_confirm.html", {"join": waiting})


def _over(request: HttpRequest, over: RequestOver) -> HttpResponse:
    context = {"message": over.message, "code": over.code}
    return render(request, "website/join_over.html", context, status=404 if over.code == "unknown" else 410)
