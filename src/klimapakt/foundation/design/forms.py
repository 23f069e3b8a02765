"""Forms in the markup of the design system.

Django's own widget templates stay in use wherever they suffice: the renderer only adds the design system's
class to the widget's attributes. Field and form templates (``kern/forms/``) put label, hint and error around
the widget.
"""

from collections.abc import Mapping
from typing import Any, Final

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

_WIDGETS: Final = "django/forms/widgets/"
_INPUT: Final = "kern-form-input__input"
_CLASS_OF_WIDGET: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        ("text", "email", "password", "number", "url", "tel", "search", "date", "datetime", "time"), _INPUT
    ),
    **dict.fromkeys(("textarea", "file", "clearable_file_input"), _INPUT),
    "select": "kern-form-input__select",
    "checkbox": "kern-form-check__checkbox",
}
_TEMPLATE_OF_WIDGET: Final[Mapping[str, str]] = {
    "select": "kern/forms/select.html",
    "radio": "kern/forms/options.html",
    "checkbox_select": "kern/forms/options.html",
}


class KernRenderer(TemplatesSetting):
    """Renders every form of the site; set as ``FORM_RENDERER``."""

    form_template_name = "kern/forms/form.html"
    field_template_name = "kern/forms/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Return the HTML; a widget gets the design system's class and no placeholder.

        A placeholder vanishes when one starts to type and is read as an answer by some; hints stand beside
        the field.
        """
        kind = template_name.removeprefix(_WIDGETS).removesuffix(".html")
        if template_name.startswith(_WIDGETS) and "widget" in context:
            _dress(context["widget"]["attrs"], kind)
            template_name = _TEMPLATE_OF_WIDGET.get(kind, template_name)
        return super().render(template_name, context, request)


def _dress(attributes: dict[str, Any], kind: str) -> None:
    attributes.pop("placeholder", None)
    base = _CLASS_OF_WIDGET.get(kind)
    if base is None:
        return
    classes = [base, attributes.get("class", "")]
    if attributes.get("aria-invalid") == "true":
        classes.insert(1, f"{base}--error")
    attributes["class"] = " ".join(filter(None, classes))
