"""What an editorial page is made of: few blocks, each with words only."""

from typing import Final
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

SAFE_FEATURES: Final = ("bold", "italic", "ol", "ul", "link")
_TEXT_LENGTH: Final = 50_000
_LINE_LENGTH: Final = 200


def safe_link(value: str) -> None:
    """Raise ValidationError unless this leads to a page of this site or to one with https.

    >>> safe_link("/de/join/")
    >>> safe_link("javascript:alert(1)")
    Traceback (most recent call last):
    ...
    django.core.exceptions.ValidationError: ['Begin with https:// or, for a page of this site, with /.']
    """
    parts = urlsplit(value)
    is_ours = value.startswith("/") and not parts.netloc and "\\" not in value
    if not is_ours and not (parts.scheme == "https" and parts.netloc):
        raise ValidationError(_("Begin with https:// or, for a page of this site, with /."))


class Quote(blocks.StructBlock):
    """What somebody said, and who."""

    words = blocks.TextBlock(label=_("Words"), max_length=2000)
    source = blocks.CharBlock(label=_("Who said it"), max_length=_LINE_LENGTH)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "website/editorial/blocks/quote.html"


class CallToAction(blocks.StructBlock):
    """A link that stands out."""

    words = blocks.CharBlock(label=_("Words"), max_length=80)
    address = blocks.CharBlock(label=_("Address"), max_length=500, validators=(safe_link,))

    class Meta:
        icon = "link"
        label = _("Call to action")
        template = "website/editorial/blocks/call.html"


class Contact(blocks.StructBlock):
    """Whom to ask: an office, not a private person."""

    name = blocks.CharBlock(label=_("Name"), max_length=_LINE_LENGTH)
    email = blocks.EmailBlock(label=_("E-mail address"), required=False)
    phone = blocks.CharBlock(label=_("Telephone"), max_length=40, required=False)

    class Meta:
        icon = "mail"
        label = _("Contact")
        template = "website/editorial/blocks/contact.html"


class Body(blocks.StreamBlock):
    """The body of a page."""

    heading = blocks.CharBlock(
        label=_("Heading"), max_length=_LINE_LENGTH, template="website/editorial/blocks/heading.html"
    )
    text = blocks.RichTextBlock(
        label=_("Text"),
        features=list(SAFE_FEATURES),
        max_length=_TEXT_LENGTH,
        template="website/editorial/blocks/text.html",
    )
    quote = Quote()
    call = CallToAction()
    contact = Contact()
