"""Choosing the language of the pages."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.i18n import LANGUAGE_QUERY_PARAMETER, set_language

from klimapakt.people import actions
from klimapakt.people.models import Person


# The switch stands on every page. A token in it would give every visitor a cookie, against no danger:
# browsers send the session cookie with no form of another site (SameSite=Lax), so all a stranger could change
# is a visitor's language.
@csrf_exempt
@require_POST
def choose_language(request: HttpRequest) -> HttpResponseBase:
    """Keep the chosen language in a cookie and with the account of who is signed in; return to the page."""
    language = request.POST.get(LANGUAGE_QUERY_PARAMETER, "")
    if isinstance(request.user, Person) and language in dict(settings.LANGUAGES):
        actions.change_language(person=request.user, language=language, by=request.user)
    return set_language(request)
