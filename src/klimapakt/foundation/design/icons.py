"""The few icons, drawn by us as lines on a grid of 24; words always stand beside them."""

from collections.abc import Mapping
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_DRAWINGS: Final[Mapping[str, str]] = {
    "arrow-left": '<path d="M20 12H4M10 6l-6 6 6 6"/>',
    "arrow-right": '<path d="M4 12h16M14 6l6 6-6 6"/>',
    "check": '<path d="M4 12.5l5.5 5.5L20 6.5"/>',
    "chevron": '<path d="M5 9l7 7 7-7"/>',
    "download": '<path d="M12 3v12M6.5 9.5L12 15l5.5-5.5M4 20h16"/>',
    "error": '<path d="M8 2.5h8L21.5 8v8L16 21.5H8L2.5 16V8zM12 7v6M12 16.4v.2"/>',
    "external": '<path d="M9 5H4v15h15v-5M13 4h7v7M20 4l-9 9"/>',
    "file": '<path d="M6 2.5h8l5 5v14H6zM13.5 3v5H19"/>',
    "info": '<circle cx="12" cy="12" r="9.5"/><path d="M12 11v6M12 7.4v.2"/>',
    "plus": '<path d="M12 4v16M4 12h16"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5L21 21"/>',
    "sign-out": '<path d="M14 4H5v16h9M10 12h11M17 8l4 4-4 4"/>',
    "success": '<circle cx="12" cy="12" r="9.5"/><path d="M7.5 12.4l3 3 6-6.4"/>',
    "upload": '<path d="M12 15V3M6.5 8.5L12 3l5.5 5.5M4 20h16"/>',
    "user": '<circle cx="12" cy="8" r="4.5"/><path d="M3.5 21c1-4.5 4.5-6.5 8.5-6.5s7.5 2 8.5 6.5"/>',
    "warning": '<path d="M12 3L22 20.5H2zM12 9.5v5M12 17.5v.2"/>',
}


class UnknownIcon(LookupError):
    """There is no icon of this name."""


def icon(name: str) -> SafeString:
    """Return the icon as SVG in the colour of the text around it.

    >>> icon("check")[:24]
    '<svg class="icon" viewBo'
    """
    drawing = _DRAWINGS.get(name)
    if drawing is None:
        raise UnknownIcon(f"There is no icon {name}; there are {', '.join(_DRAWINGS)}.")
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">'
        "{}</svg>",
        mark_safe(drawing),  # noqa: S308  # our own constant
    )
