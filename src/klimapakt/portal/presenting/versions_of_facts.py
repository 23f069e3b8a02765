"""Two versions of what a form asks, field by field: the one that was saved meanwhile and one's own."""

from django import forms
from django.utils.translation import gettext as _

from klimapakt.portal.presenting.conflict import Difference

_NOTHING = "–"


def compared(theirs: forms.Form, mine: forms.Form) -> tuple[Difference, ...]:
    """Return every visible field of both forms, in their order, as a reader sees it."""
    return tuple(
        Difference(str(field.label), _shown(theirs[field.name]), _shown(field))
        for field in mine.visible_fields()
    )


def _shown(bound: forms.BoundField) -> str:
    value = bound.field.prepare_value(bound.value())
    if isinstance(bound.field, forms.BooleanField):
        return _("yes") if value else _("no")
    if isinstance(bound.field, forms.ChoiceField):
        names = {str(key): str(name) for key, name in bound.field.widget.choices}
        chosen = value if isinstance(value, (list, tuple)) else [value]
        return ", ".join(names.get(str(one), str(one)) for one in chosen) or _NOTHING
    return str(value) if value not in {None, ""} else _NOTHING
