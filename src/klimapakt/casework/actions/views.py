"""Views of the list of members under a name."""

from django.db import transaction

from klimapakt.casework.models import SavedView
from klimapakt.foundation import audit
from klimapakt.pacts.queries import pact_at_hand
from klimapakt.people.models import Person


@transaction.atomic
def save_view(*, name: str, query: str, is_shared: bool, by: Person) -> SavedView:
    """Keep a view; one of the same name and person is replaced."""
    one, _is_new = SavedView.objects.update_or_create(
        pact=pact_at_hand(),
        owner=by,
        name=name.strip(),
        defaults={"query": query, "is_shared": is_shared},
    )
    audit.record(what="view.saved", subject=one, by=by)
    return one


@transaction.atomic
def delete_view(*, view: SavedView, by: Person) -> None:
    """Forget a view of one's own."""
    audit.record(what="view.deleted", subject=view, by=by)
    view.delete()
