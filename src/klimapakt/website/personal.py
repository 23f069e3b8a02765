"""What editorial pages hold about people, Wagtail's tables included.

Who wrote what is a link that ends with the account. The words of a page are what the office publishes in its
own name: a name in them is taken out by who edits the page, not by erasure (``docs/website.md``).
"""

from typing import Final

from django.db import connection

from klimapakt.foundation.personal_data import (
    Clock,
    Declared,
    Processing,
    Table,
    kept,
    link,
    own,
    owner,
)
from klimapakt.methods.messages import gettext_noop

PUBLISHING: Final = Processing(
    "editorial",
    gettext_noop("Pages the pact office writes"),
    gettext_noop("To tell the public what the pact does, and to know who wrote a page."),
    gettext_noop("Art. 6(1)(e) GDPR: a task in the public interest"),
    gettext_noop("People of the pact office, and who is named on a page"),
    gettext_noop("Everybody who reads the public pages"),
)
_WITH_ACCOUNT: Final = Clock(gettext_noop("As long as the account"))
_WITH_PAGE: Final = Clock(gettext_noop("As long as the page; the links to people as long as their accounts"))
_OFFICE_TAKES_OUT: Final = gettext_noop(
    "What the office publishes in its own name; whoever edits the page takes a name out."
)
_PLACE: Final = ("slug", "path", "url_path")
_WORDS: Final = ("title", "draft_title", "seo_title", "search_description")


def _page(model: str, *more: str) -> Table:
    return Table(
        model,
        PUBLISHING,
        _WITH_PAGE,
        held=(*link("owner", "locked_by"), *kept(*_WORDS, *more, why=_OFFICE_TAKES_OUT)),
        nothing_in=_PLACE,
    )


def _of_person(model: str, column: str, *nothing_in: str) -> Table:
    return Table(model, PUBLISHING, _WITH_ACCOUNT, held=(owner(column),), nothing_in=nothing_in)


def _by_person(model: str, column: str, *nothing_in: str, words: tuple[str, ...] = ()) -> Table:
    held = (*link(column), *kept(*words, why=_OFFICE_TAKES_OUT))
    return Table(model, PUBLISHING, _WITH_PAGE, held=held, nothing_in=nothing_in)


_PAGES: Final = ("StartPage", "StandardPage", "GuidePage", "NewsPage", "FaqPage")
_NOTHING: Final = (
    Table("wagtailimages.Rendition", nothing_in=("file", "filter_spec", "focal_point_key")),
    Table("wagtailadmin.Admin"),
    Table("wagtailsearch.IndexEntry", nothing_in=("autocomplete", "body", "object_id", "title")),
    Table("wagtailcore.Locale", nothing_in=("language_code",)),
    Table("wagtailcore.Site", nothing_in=("hostname", "site_name")),
    Table("wagtailcore.GroupSitePermission"),
    Table("wagtailcore.CollectionViewRestriction_groups"),
    Table("wagtailcore.CollectionViewRestriction", nothing_in=("password",)),
    Table("wagtailcore.Collection", nothing_in=("name", "path")),
    Table("wagtailcore.GroupCollectionPermission"),
    Table("wagtailcore.WorkflowContentType"),
    Table("wagtailcore.Workflow", nothing_in=("name",)),
    Table("wagtailcore.WorkflowTask"),
    Table("wagtailcore.Task", nothing_in=("name",)),
    Table("wagtailcore.GroupApprovalTask_groups"),
    Table("wagtailcore.GroupApprovalTask", nothing_in=("name",)),
    Table("wagtailcore.GroupPagePermission"),
    Table("wagtailcore.PageViewRestriction_groups"),
    Table("wagtailcore.PageViewRestriction", nothing_in=("password",)),
    Table("wagtailcore.WorkflowPage"),
    Table(
        "wagtailcore.ReferenceIndex", nothing_in=("content_path", "model_path", "object_id", "to_object_id")
    ),
    Table("taggit.Tag", nothing_in=("name", "slug")),
    Table("taggit.TaggedItem"),
)
_SEARCH_OF_SQLITE: Final = (
    (Table("wagtailsearch.SQLiteFTSIndexEntry", nothing_in=("autocomplete", "body", "title")),)
    if connection.vendor == "sqlite"
    else ()
)

PERSONAL_DATA: Final[Declared] = (
    _page("wagtailcore.Page"),
    _page("website.PactTree"),
    *(_page(f"website.{name}", "lead", "body") for name in _PAGES),
    Table(
        "wagtailusers.UserProfile",
        PUBLISHING,
        _WITH_ACCOUNT,
        held=(owner("user"), *own("avatar", "current_time_zone", "preferred_language")),
        nothing_in=("dismissibles",),
    ),
    _by_person("wagtaildocs.Document", "uploaded_by_user", "file", "file_hash", words=("title",)),
    _by_person(
        "wagtailimages.Image", "uploaded_by_user", "file", "file_hash", words=("title", "description")
    ),
    _of_person("wagtailadmin.EditingSession", "user", "object_id"),
    _of_person("wagtailadmin.FormState", "user", "data", "object_id", "parent_object_id"),
    _by_person("wagtailcore.ModelLogEntry", "user", "action", "data", "object_id", words=("label",)),
    _by_person("wagtailcore.PageLogEntry", "user", "action", "data", words=("label",)),
    _by_person("wagtailcore.Revision", "user", "object_id", words=("content", "object_str")),
    _by_person("wagtailcore.UploadedFile", "uploaded_by_user", "file"),
    _by_person("wagtailcore.WorkflowState", "requested_by", "object_id"),
    _by_person("wagtailcore.TaskState", "finished_by", words=("comment",)),
    Table(
        "wagtailcore.Comment",
        PUBLISHING,
        _WITH_ACCOUNT,
        held=(owner("user"), *own("text"), *link("resolved_by")),
        nothing_in=("contentpath", "position"),
    ),
    Table("wagtailcore.CommentReply", PUBLISHING, _WITH_ACCOUNT, held=(owner("user"), *own("text"))),
    _of_person("wagtailcore.PageSubscription", "user"),
    _of_person("people.Person_groups", "person"),
    _of_person("people.Person_user_permissions", "person"),
    *_NOTHING,
    *_SEARCH_OF_SQLITE,
)
