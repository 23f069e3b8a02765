"""The parts an e-mail is made of; each is written as text or as HTML, as ``is_html`` of the context says."""

import re
from typing import Final

from django import template
from django.template.context import Context
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()
_EMPTY_LINE: Final = re.compile(r"\n[ \t]*\n")
_ADDRESS: Final = re.compile(r"\bhttps?://[^\s<>\"]+")
_CLOSING: Final = ".,;:!?)]}»“'"


@register.simple_block_tag(takes_context=True)
def paragraph(context: Context, content: str) -> str:
    """Write a paragraph."""
    if context["is_html"]:
        return format_html("<p>{}</p>", content)
    return f"\n\n{' '.join(content.split())}\n\n"


@register.simple_tag(takes_context=True)
def button(context: Context, link: str, words: str) -> str:
    """Write a link with its words, and once more as it reads, for programs that cannot follow it."""
    if context["is_html"]:
        return format_html(
            '<p><a class="button" href="{}">{}</a></p><p class="address">{}</p>', link, words, link
        )
    return f"\n\n{words}:\n{link}\n\n"


@register.simple_tag(takes_context=True)
def code(context: Context, value: str) -> str:
    """Write a code that somebody types."""
    return format_html('<p class="code">{}</p>', value) if context["is_html"] else f"\n\n{value}\n\n"


@register.simple_tag(takes_context=True)
def written(context: Context, words: str) -> str:
    """Write what somebody wrote in paragraphs; web addresses in it become links, and lead where they say."""
    parts = [" ".join(part.split()) for part in _EMPTY_LINE.split(words) if part.strip()]
    if context["is_html"]:
        return format_html_join("\n", "<p>{}</p>", ((linked(part),) for part in parts))
    return "\n\n" + "\n\n".join(parts) + "\n\n"


def linked(words: str) -> SafeString:
    """Return a text as HTML with links for its web addresses only: nothing else can be followed."""
    pieces, end = [], 0
    for found in _ADDRESS.finditer(words):
        address = found[0].rstrip(_CLOSING)
        pieces += [escape(words[end : found.start()]), format_html('<a href="{}">{}</a>', address, address)]
        end = found.start() + len(address)
    return SafeString("".join([*pieces, escape(words[end:])]))
