"""The gate that keeps screen texts translatable."""

from pathlib import Path

import pytest

from tests.gates.samples import complaints_about
from tools.gates.sentences import check

IMPORTS = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext, pgettext
from klimapakt.methods.messages import Message, gettext_noop
"""


def refused(root: Path, code: str) -> list[str]:
    files = {"src/klimapakt/portal/forms/upload.py": f"{IMPORTS}\n{code}\n"}
    return [complaint.sentence for complaint in complaints_about(check, root, files)]


@pytest.mark.parametrize(
    "code",
    [
        '_(f"{count} rows")',
        '_("{} rows".format(count))',
        '_("%(count)s rows" % {"count": 1})',
        '_("rows of " + name)',
        '_("more" if more else "less")',
        '_("%s rows")',
        '_("row %d")',
        '_("{} rows")',
        '_("{0} rows")',
        '_(" rows")',
        '_("rows of ") ',
        'gettext_lazy("%s")',
        'ngettext("%s row", "%(count)s rows", count)',
        'pgettext("month", month.title())',
        'gettext_noop(f"{x}")',
        '_("Total") + ": " + total',
        "f\"{_('Total')} of {name}\"",
        'Message("x", f"{name} is wrong")',
        'Message("x", gettext_noop("%(name)s is wrong"), {})',
        'Message("x", gettext_noop("%(name)s is wrong"), {"nam": 1})',
        'Message("x", gettext_noop("%(name)s is wrong"))',
    ],
)
def test_a_text_that_cannot_be_translated_well_is_refused(tmp_path: Path, code: str) -> None:
    assert refused(tmp_path, code)


@pytest.mark.parametrize(
    "code",
    [
        '_("%(count)s rows") % {"count": 1}',
        '_("{count} rows").format(count=1)',
        '_("8 % less than before")',
        'ngettext("%(count)s row", "%(count)s rows", count)',
        'pgettext("month", "May")',
        'label = gettext_lazy("Amount")',
        'Message("x", gettext_noop("%(name)s is wrong"), {"name": 1})',
        'Message("x", template, params)',
        "_(licence)",
        "_(LABELS[key])",
        'f"{name:<20}  {_(label)}"',
        'Message("x", gettext_noop("%(name)s is wrong"), {**values})',
        "f\"{_('Total')}: 1\"",
        "def translated(gettext): return gettext(template)",
    ],
)
def test_a_whole_sentence_with_named_placeholders_passes(tmp_path: Path, code: str) -> None:
    assert refused(tmp_path, code) == []


@pytest.mark.parametrize(
    ("markup", "is_refused"),
    [
        ("{% load i18n %}{% blocktranslate %}{{ site.name }} is full{% endblocktranslate %}", True),
        ("{% blocktranslate %}{{ name|upper }} is full{% endblocktranslate %}", True),
        ("{% blocktranslate with name=site.name %}{{ name }} is 8 % full{% endblocktranslate %}", False),
        ("{% translate 'Amount' %}", False),
    ],
)
def test_a_template_names_its_placeholders_plainly(tmp_path: Path, markup: str, is_refused: bool) -> None:
    files = {"src/klimapakt/portal/templates/portal/start.html": markup}
    assert bool(complaints_about(check, tmp_path, files)) is is_refused
