"""A target as members and office read it: the promise as a sentence."""

from django.utils.translation import gettext as _

from klimapakt.foundation.templatetags.format import percent
from klimapakt.targets.enums import Kind
from klimapakt.targets.queries import Held


def promise_words(held: Held) -> str:
    """Return what is promised, as a sentence."""
    version, target = held.version, held.target
    values = {
        "percent": percent(version.percent),
        "year": version.target_year,
        "base": version.base_year,
        "per": target.get_per_display() if target.per else "",
    }
    if target.kind == Kind.INTENSITY:
        return _("%(percent)s less %(per)s in %(year)s than in %(base)s") % values
    if target.kind == Kind.NEUTRALITY:
        return _("Neutral in %(year)s: %(percent)s less than in %(base)s") % values
    return _("%(percent)s less in %(year)s than in %(base)s") % values
