"""The parts pages are made of: short ones written here, longer ones as templates in ``kern/``."""

from collections.abc import Mapping
from typing import Any, Final

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from klimapakt.foundation.design import icons
from klimapakt.foundation.design.charts import Chart

register = template.Library()

_NOTICES: Final[Mapping[str, tuple[str, object]]] = {
    # kind: (icon, word that says the kind to those who do not see the colour)
    "info": ("info", _("Please note")),
    "success": ("success", _("Done")),
    "warning": ("warning", _("Attention")),
    "error": ("error", _("Error")),
}
_KERN_KINDS: Final[Mapping[str, str]] = {
    "info": "info",
    "success": "success",
    "warning": "warning",
    "error": "danger",
}
_NEUTRAL: Final = "neutral"


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon; words stand beside it."""
    return icons.icon(name)


@register.simple_tag
def label(words: str, icon: str = "") -> SafeString:
    """Write the inside of a button or a link that looks like one."""
    return format_html('{}<span class="kern-label">{}</span>', icons.icon(icon) if icon else "", words)


@register.inclusion_tag("kern/page_header.html")
def page_header(heading: str, lead: str = "", preline: str = "") -> dict[str, str]:
    """Open a page: where we are, one sentence as heading, what it is about."""
    return {"heading": heading, "lead": lead, "preline": preline}


@register.simple_block_tag
def breadcrumb(content: str) -> str:
    """Show the way back; holds ``crumb`` tags."""
    return render_to_string("kern/breadcrumb.html", {"content": content})


@register.simple_tag
def crumb(words: str, url: str = "") -> SafeString:
    """Name one step of the way; without an address it is the page itself."""
    if not url:
        return format_html('<li class="breadcrumb__item" aria-current="page">{}</li>', words)
    return format_html('<li class="breadcrumb__item"><a href="{}">{}</a></li>', url, words)


@register.simple_block_tag
def notice(content: str, kind: str, title: str = "") -> str:
    """Say something that must not be missed; kind is info, success, warning or error."""
    symbol, word = _NOTICES[kind]
    context = {"content": content, "kind": _KERN_KINDS[kind], "icon": symbol, "word": word, "title": title}
    return render_to_string("kern/notice.html", context)


@register.inclusion_tag("kern/key_figure.html")
def key_figure(value: str, label: str, note: str = "") -> dict[str, str]:
    """Give the answer first: a written value, what it is, and how it was counted."""
    return {"value": value, "label": label, "note": note}


@register.simple_block_tag
def data_table(content: str, caption: str, is_under_heading: bool = False) -> str:
    """Frame a table; on a phone each row becomes a list of lines named by ``data-label``.

    Under a heading that says the same, the caption is only read out.
    """
    context = {"content": content, "caption": caption, "is_under_heading": is_under_heading}
    return render_to_string("kern/data_table.html", context)


@register.simple_block_tag
def facts(content: str) -> SafeString:
    """List names and values; holds ``fact`` tags."""
    return format_html('<dl class="kern-description-list facts">{}</dl>', content)


@register.simple_block_tag
def fact(content: str, name: str) -> SafeString:
    """Give one named value."""
    return format_html(
        '<div class="kern-description-list-item"><dt class="kern-description-list-item__key">{}</dt>'
        '<dd class="kern-description-list-item__value">{}</dd></div>',
        name,
        content,
    )


@register.simple_tag
def badge(kind: str, word: str) -> SafeString:
    """Say a state in a word; the colour only repeats it."""
    style = "neutral" if kind == _NEUTRAL else _KERN_KINDS[kind]
    return format_html(
        '<span class="kern-badge kern-badge--{} badge">'
        '<span class="kern-label kern-label--small">{}</span></span>',
        style,
        word,
    )


@register.simple_tag
def saving(state: str, word: str) -> SafeString:
    """Say in which of the four states a saving stands, with the sign of the state before the word."""
    return format_html('<span class="saving saving--{}">{}</span>', state, word)


@register.simple_block_tag
def empty_state(content: str, title: str) -> str:
    """Say that there is nothing yet and how to begin."""
    return render_to_string("kern/empty_state.html", {"content": content, "title": title})


@register.simple_block_tag
def disclosure(content: str, words: str, is_open: bool = False) -> str:
    """Fold something away that not everybody needs."""
    return render_to_string("kern/disclosure.html", {"content": content, "words": words, "is_open": is_open})


@register.simple_block_tag
def steps(content: str) -> SafeString:
    """Show what is done and what is left; holds ``step`` tags."""
    return format_html('<ol class="steps">{}</ol>', content)


@register.inclusion_tag("kern/step.html")
def step(words: str, state: str = "open") -> dict[str, str]:
    """Name one step; state is done, current or open."""
    return {"words": words, "state": state}


@register.inclusion_tag("kern/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any]) -> dict[str, object]:
    """Lead to the other pages of a list and keep the filters of the address."""
    paginator = page.paginator
    return {
        "page": page,
        "numbers": paginator.get_elided_page_range(page.number),
        "request": context["request"],
    }


@register.inclusion_tag("kern/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, object]:
    """List what is wrong in a form, with a way to each field, and take the focus."""
    fields = [form[name] for name in form.errors if name in form.fields]
    general = list(form.non_field_errors())
    for hidden in (field for field in fields if field.is_hidden):
        general.extend(hidden.errors)
    visible = [field for field in fields if not field.is_hidden]
    return {
        "general": general,
        "fields": visible,
        "count": len(general) + sum(len(f.errors) for f in visible),
    }


@register.inclusion_tag("kern/figure.html")
def figure(chart: Chart, csv_url: str = "", is_under_heading: bool = False) -> dict[str, object]:
    """Show a chart: what to see in a sentence, the picture, the table behind it, its CSV.

    Under a heading that says the same, its title is only read out.
    """
    return {"chart": chart, "csv_url": csv_url, "is_under_heading": is_under_heading}


@register.simple_block_tag
def equation(content: str) -> SafeString:
    """Write out how a number came about; holds ``term`` tags."""
    return format_html('<ul class="equation">{}</ul>', content)


@register.simple_tag
def term(sign: str, value: str, words: str = "") -> SafeString:
    """Write one line of an equation: its sign (×, =, or none), the value, what it is."""
    return format_html(
        '<li class="equation__term"><span class="equation__sign">{}</span>'
        '<span class="equation__value">{}</span> <span class="equation__words">{}</span></li>',
        sign,
        value,
        words,
    )
