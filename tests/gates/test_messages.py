"""The German catalogue: what is found, what is kept, what is refused."""

from pathlib import Path
from textwrap import dedent

import polib
import pytest
from django.template import engines
from django.utils import translation

from tools.gates.sources import Source
from tools.messages import in_data, in_python, in_templates
from tools.messages.__main__ import check, update
from tools.messages.catalogue import MO, PO, load
from tools.messages.sentences import Sentence

MODULE = "src/klimapakt/portal/views/upload.py"
TEMPLATE = "src/klimapakt/portal/templates/portal/start.html"
IMPORTS = (
    "from django.utils.translation import gettext as _, ngettext_lazy, pgettext, gettext_lazy as later\n"
    "from klimapakt.methods.messages import Message, gettext_noop\n"
)


def put(root: Path, file: str, text: str) -> Source:
    (root / file).parent.mkdir(parents=True, exist_ok=True)
    (root / file).write_text(text, encoding="utf-8")
    return Source(root, file)


def german(root: Path, msgid: str) -> str:
    entry = load(root / PO).find(msgid)
    assert entry is not None
    return str(entry.msgstr)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ('_("Amount")', ("Amount", None, None)),
        ('later("Amount")', ("Amount", None, None)),
        ('_("one " "sentence")', ("one sentence", None, None)),
        ('gettext_noop("Amount")', ("Amount", None, None)),
        ('Message("x", "The unit is not known.")', ("The unit is not known.", None, None)),
        ('ngettext_lazy("%(count)s row", "%(count)s rows", 2)', ("%(count)s row", "%(count)s rows", None)),
        ('pgettext("month", "May")', ("May", None, "month")),
        ('later(message="Amount")', ("Amount", None, None)),
    ],
)
def test_a_sentence_marked_in_python_is_found(
    tmp_path: Path, code: str, sentence: tuple[str, str | None, str | None]
) -> None:
    found = list(in_python.sentences_in(put(tmp_path, MODULE, IMPORTS + code)))
    assert found == [Sentence(MODULE, 3, *sentence)]


def test_a_function_that_merely_has_the_name_marks_nothing(tmp_path: Path) -> None:
    code = "from elsewhere import gettext\ngettext('Amount')\nMessage('x', 'Amount')\n"
    assert list(in_python.sentences_in(put(tmp_path, MODULE, code))) == []


@pytest.mark.parametrize(
    ("markup", "sentence"),
    [
        ('{% translate "Amount" %}', ("Amount", None, None)),
        ("{% trans 'Amount' as amount %}", ("Amount", None, None)),
        ('{% translate "May" context "month" %}', ("May", None, "month")),
        ('{% translate "8 % less" %}', ("8 %% less", None, None)),
        ("{% translate 'the city\\'s' %}", ("the city's", None, None)),
        ('{{ value|default:_("none") }}', ("none", None, None)),
        ('{% include "x.html" with title=_("Amount") %}', ("Amount", None, None)),
        ("{% blocktranslate %}8 % of {{ city }}{% endblocktranslate %}", ("8 %% of %(city)s", None, None)),
        (
            "{% blocktranslate trimmed %}\n  one\n  sentence\n{% endblocktranslate %}",
            ("one sentence", None, None),
        ),
        (
            "{% blocktranslate count n=n %}{{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %}",
            ("%(n)s row", "%(n)s rows", None),
        ),
        ('{% blocktranslate context "month" %}May{% endblocktranslate %}', ("May", None, "month")),
    ],
)
def test_a_sentence_marked_in_a_template_is_found(
    tmp_path: Path, markup: str, sentence: tuple[str, str | None, str | None]
) -> None:
    found = list(in_templates.sentences_in(put(tmp_path, TEMPLATE, markup)))
    assert found == [Sentence(TEMPLATE, 1, *sentence)]


@pytest.mark.parametrize(
    "markup",
    [
        '{% translate "Amount" %}',
        '{% translate "8 % less" %}',
        "{% translate 'the city\\'s' %}",
        '{{ missing|default:_("8 % less") }}',
        "{% blocktranslate with city='Essen' %}8 % of {{ city }}{% endblocktranslate %}",
        "{% blocktranslate trimmed %}\n  one\n  sentence\n{% endblocktranslate %}",
        "{% blocktranslate count n=1 %}{{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %}",
    ],
)
def test_what_is_found_is_what_django_looks_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, markup: str
) -> None:
    looked_up: list[str] = []

    def note(msgid: str, *_others: object) -> str:
        looked_up.append(msgid)
        return msgid

    for function in ("gettext", "ngettext"):
        monkeypatch.setattr(translation, function, note)
    monkeypatch.setattr("django.template.base.gettext_lazy", note)
    found = [sentence.msgid for sentence in in_templates.sentences_in(put(tmp_path, TEMPLATE, markup))]
    engines["django"].from_string("{% load i18n %}" + markup).render({"missing": ""})
    assert found == looked_up


@pytest.mark.parametrize(
    "markup",
    [
        "{# {% translate 'x' %} #}",
        "{% comment %}{% translate 'x' %}{% endcomment %}",
        "{% verbatim %}{% translate 'x' %}{% endverbatim %}",
        "{% translate title %}",
    ],
)
def test_what_is_no_sentence_in_a_template_is_not_found(tmp_path: Path, markup: str) -> None:
    assert list(in_templates.sentences_in(put(tmp_path, TEMPLATE, markup))) == []


def test_the_catalogue_holds_every_sentence_once_and_sorted(tmp_path: Path) -> None:
    put(tmp_path, MODULE, IMPORTS + '_("Site"); _("Amount")\n')
    put(tmp_path, TEMPLATE, '{% translate "Amount" %}')
    list(update(tmp_path, []))
    entries = list(load(tmp_path / PO))
    assert [entry.msgid for entry in entries] == ["Amount", "Site"]
    assert entries[0].occurrences == [(TEMPLATE.removeprefix("src/"), ""), (MODULE.removeprefix("src/"), "")]


def snippet(root: Path, text: str) -> Path:
    path = root / "part.po"
    path.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n' + dedent(text), encoding="utf-8"
    )
    return path


@pytest.fixture
def translated(tmp_path: Path) -> Path:
    """A small repository whose catalogue is complete."""
    put(
        tmp_path,
        MODULE,
        IMPORTS + '_("The unit %(unit)s")\nngettext_lazy("%(count)s row", "%(count)s rows", 2)\n',
    )
    part = snippet(
        tmp_path,
        """
        msgid "The unit %(unit)s"
        msgstr "Die Einheit %(unit)s"

        msgid "%(count)s row"
        msgid_plural "%(count)s rows"
        msgstr[0] "Eine Zeile"
        msgstr[1] "%(count)s Zeilen"
        """,
    )
    assert list(update(tmp_path, [part])) == []
    return tmp_path


def test_a_second_run_changes_nothing_and_keeps_translations(translated: Path) -> None:
    before = (translated / PO).read_bytes(), (translated / MO).read_bytes()
    assert list(update(translated, [])) == []
    assert ((translated / PO).read_bytes(), (translated / MO).read_bytes()) == before
    assert german(translated, "The unit %(unit)s") == "Die Einheit %(unit)s"


def test_merged_translations_make_the_catalogue_complete(translated: Path) -> None:
    assert list(check(translated)) == []
    compiled = {entry.msgid: entry.msgstr for entry in polib.mofile(str(translated / MO))}
    assert compiled["The unit %(unit)s"] == "Die Einheit %(unit)s"


def test_a_merged_sentence_that_no_source_has_is_named(translated: Path) -> None:
    part = snippet(translated, '\nmsgid "Nowhere"\nmsgstr "Nirgends"\n')
    (complaint,) = update(translated, [part])
    assert "«Nowhere» is in no source" in complaint.sentence


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('"Die Einheit %(unit)s"', '""', "has no German translation"),
        ('"Die Einheit %(unit)s"', '"Die Einheit"', "lost %(unit)s"),
        ('"Die Einheit %(unit)s"', '"Die Einheit %(einheit)s"', "uses %(einheit)s, which nobody fills"),
        ('"Die Einheit %(unit)s"', '"Die Einheit %(unit)s!"', "raises its voice"),
        ('"%(count)s Zeilen"', '"Zeilen"', "lost %(count)s"),
        ("#, python-format\nmsgid", "#, fuzzy, python-format\nmsgid", "is fuzzy"),
        ("#, python-format\nmsgid", "#, python-format\nmsgid", "is not compiled"),
    ],
)
def test_a_catalogue_that_is_not_right_is_refused(
    translated: Path, old: str, new: str, sentence: str
) -> None:
    text = (translated / PO).read_text(encoding="utf-8")
    assert old in text
    (translated / PO).write_text(text.replace(old, new), encoding="utf-8")
    (translated / MO).write_bytes(b"")
    assert any(sentence in complaint.sentence for complaint in check(translated))


def test_a_new_sentence_in_the_sources_is_refused_until_it_is_in_the_catalogue(translated: Path) -> None:
    put(translated, TEMPLATE, '{% translate "New" %}')
    complaints = [str(complaint) for complaint in check(translated)]
    assert any("«New» is not in the catalogue" in complaint for complaint in complaints)
    assert any("not in step" in complaint for complaint in complaints)


def test_a_sentence_that_left_the_sources_leaves_the_catalogue(translated: Path) -> None:
    put(translated, MODULE, IMPORTS + '_("The unit %(unit)s")\n')
    assert any("not in step" in complaint.sentence for complaint in check(translated))
    list(update(translated, []))
    assert [entry.msgid for entry in load(translated / PO)] == ["The unit %(unit)s"]


def test_names_of_activities_come_translated_with_their_data(tmp_path: Path) -> None:
    put(tmp_path, in_data.ACTIVITIES, '{"gas": {"en": "Natural gas", "de": "Erdgas"}}')
    assert list(update(tmp_path, [])) == []
    assert german(tmp_path, "Natural gas") == "Erdgas"
