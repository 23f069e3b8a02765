"""Editorial pages: one tree per pact and language, root -> pact -> language -> pages.

Wagtail keeps them; which pact a page belongs to is its place in the tree and nothing else. The second storey
has the pact's short name as its address, the third the language. Personal data: what somebody writes into a
page; who wrote it, in Wagtail's tables (``website/personal.py``).
"""

from typing import Any, ClassVar, Final

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from klimapakt.website.editorial.blocks import Body

_TEMPLATE: Final = "website/editorial/page.html"


class PactTree(Page):
    """The place of one pact in the tree; it is never shown and nobody edits it."""

    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["website.StartPage"]
    is_creatable = False

    class Meta:
        verbose_name = _("pages of a pact")
        verbose_name_plural = _("pages of pacts")

    def get_url_parts(self, request: HttpRequest | None = None) -> None:
        """Say that this place has no address."""


class EditorialPage(Page):
    """What all editorial pages have in common: a lead and a body."""

    lead = models.TextField(_("lead"), max_length=500, blank=True)
    body = StreamField(Body(), verbose_name=_("body"), blank=True)

    is_creatable = False
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    show_in_menus_default = True

    class Meta:
        abstract = True

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str]:
        """Return the address under the host of the pact: the place in the tree without the pact's name."""
        _empty, _pact, *rest = self.url_path.split("/")
        return 0, "", "/" + "/".join(rest)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 -- Wagtail's own signature
        """Add what lies below this page."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["below"] = self.get_children().live().in_menu()
        return context


class StartPage(EditorialPage):
    """The first page of a pact in one language."""

    template = _TEMPLATE
    parent_page_types: ClassVar[list[str]] = ["website.PactTree"]
    # The address is the language; whoever changed it would take every page from its readers.
    promote_panels: ClassVar[list[FieldPanel]] = []
    settings_panels: ClassVar[list[FieldPanel]] = []

    class Meta:
        verbose_name = _("start page")
        verbose_name_plural = _("start pages")


class StandardPage(EditorialPage):
    """A page about anything, with pages below it."""

    template = _TEMPLATE
    is_creatable = True
    parent_page_types: ClassVar[list[str]] = ["website.StartPage", "website.StandardPage"]

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")


class GuidePage(EditorialPage):
    """What the pact knows about one subject."""

    template = _TEMPLATE
    is_creatable = True
    parent_page_types: ClassVar[list[str]] = ["website.StartPage", "website.StandardPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")


class NewsPage(EditorialPage):
    """A message of one day."""

    template = _TEMPLATE
    day = models.DateField(_("day"))

    is_creatable = True
    content_panels: ClassVar = [*EditorialPage.content_panels, FieldPanel("day")]
    parent_page_types: ClassVar[list[str]] = ["website.StartPage", "website.StandardPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("news entry")
        verbose_name_plural = _("news")


class FaqPage(EditorialPage):
    """Questions, each a heading, with their answers."""

    template = _TEMPLATE
    is_creatable = True
    parent_page_types: ClassVar[list[str]] = ["website.StartPage", "website.StandardPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("questions and answers")
        verbose_name_plural = _("pages of questions and answers")
