"""The parts an e-mail is made of; each is written as text or as HTML, as ``is_html`` of the context says."""

from django import template
from django.template.context import Context
from django.utils.html import format_html

register = template.Library()


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
