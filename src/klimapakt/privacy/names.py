"""What people call tables and columns; names that Django makes of the code are replaced by words."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _

from klimapakt.foundation.personal_data import Held, Table, model_of
from klimapakt.methods.messages import gettext_noop

TABLES: Final[Mapping[str, str]] = {
    "django_tasks_database.DBTaskResult": gettext_noop("Reports of jobs"),
    "foundation.AuditEvent": gettext_noop("Entries of the audit chain"),
    "foundation.CarriedEvent": gettext_noop("Entries of the audit chain that came with a pact"),
    "foundation.OutgoingMail": gettext_noop("E-mails"),
    "foundation.PersonSalt": gettext_noop("Ties between the audit chain and people"),
    "foundation.TextSalt": gettext_noop("Ties between the audit chain and texts"),
    "mfa.Authenticator": gettext_noop("Second proofs"),
    "usersessions.UserSession": gettext_noop("Devices on which somebody is signed in"),
    "people.Person_groups": gettext_noop("Who edits pages"),
    "people.Person_user_permissions": gettext_noop("Single permissions"),
    "wagtailadmin.EditingSession": gettext_noop("Who is editing a page"),
    "wagtailadmin.FormState": gettext_noop("Forms not sent yet"),
    "wagtailcore.Comment": gettext_noop("Comments on pages"),
    "wagtailcore.CommentReply": gettext_noop("Answers to comments"),
    "wagtailcore.ModelLogEntry": gettext_noop("Log of the editor"),
    "wagtailcore.Page": gettext_noop("Editorial pages"),
    "wagtailcore.PageLogEntry": gettext_noop("Log of editorial pages"),
    "wagtailcore.PageSubscription": gettext_noop("Who is told about a page"),
    "wagtailcore.Revision": gettext_noop("Versions of pages"),
    "wagtailcore.TaskState": gettext_noop("Steps of a release"),
    "wagtailcore.UploadedFile": gettext_noop("Files on their way"),
    "wagtailcore.WorkflowState": gettext_noop("Releases of pages"),
    "wagtaildocs.Document": gettext_noop("Documents of the editor"),
    "wagtailimages.Image": gettext_noop("Pictures of the editor"),
    "wagtailusers.UserProfile": gettext_noop("Settings of the editor"),
}
COLUMNS: Final[Mapping[str, str]] = {
    "accepted_by": gettext_noop("accepted by"),
    "activated_by": gettext_noop("put into force by"),
    "answered_by": gettext_noop("answered by"),
    "args_kwargs": gettext_noop("what it worked on"),
    "asked_by": gettext_noop("asked by"),
    "by": gettext_noop("done by"),
    "confirmed_by": gettext_noop("confirmed by"),
    "data": gettext_noop("further details"),
    "decided_by": gettext_noop("decided by"),
    "drafted_by": gettext_noop("drafted by"),
    "entered_by": gettext_noop("entered by"),
    "html": gettext_noop("text as a page"),
    "id": gettext_noop("number"),
    "invited_by": gettext_noop("invited by"),
    "ip": gettext_noop("address in the network"),
    "issued_by": gettext_noop("issued by"),
    "person": gettext_noop("person"),
    "recipient": gettext_noop("recipient"),
    "return_value": gettext_noop("result"),
    "salt": gettext_noop("random value"),
    "secrets": gettext_noop("codes and links"),
    "session_hash": gettext_noop("hash of the session"),
    "subject": gettext_noop("subject"),
    "text": gettext_noop("text"),
    "traceback": gettext_noop("why it failed"),
    "user": gettext_noop("person"),
    "user_agent": gettext_noop("browser"),
}


def name_of_table(table: Table) -> str:
    """Return what people call the rows of a table."""
    words = TABLES.get(table.model)
    return _(words) if words else str(model_of(table)._meta.verbose_name_plural)  # noqa: SLF001 -- Django documents it


def name_of_field(table: Table, held: Held) -> str:
    """Return what people call a column; a name of its own counts for more than the general word."""
    name = held.field.split("__", maxsplit=1)[0]
    field = model_of(table)._meta.get_field(name)  # noqa: SLF001 -- Django documents it
    own = str(getattr(field, "verbose_name", name))
    is_made_of_code = own.casefold() == name.replace("_", " ") or name in {"id", "session_hash"}
    return _(COLUMNS[name]) if is_made_of_code and name in COLUMNS else own
