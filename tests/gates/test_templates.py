"""The gate that keeps style and script out of templates."""

from pathlib import Path

import pytest

from tests.gates.samples import complaints_about
from tools.gates.templates import check

TEMPLATE = "src/klimapakt/portal/templates/portal/start.html"


@pytest.mark.parametrize(
    "markup",
    [
        '<p style="color: red">x</p>',
        "<script>go()</script>",
        '<script type="module">\n  go()\n</script>',
        "<style>p { color: red }</style>",
        '<button class="a" onclick="go()">x</button>',
        '<a href="javascript:go()">x</a>',
        '<script src="https://example.org/x.js"></script>',
        '<img alt="" src="//example.org/x.png">',
        '<link rel="stylesheet" href="http://example.org/x.css">',
    ],
)
def test_what_the_security_policy_would_refuse_is_refused(tmp_path: Path, markup: str) -> None:
    (complaint,) = complaints_about(check, tmp_path, {TEMPLATE: f"<main>\n{markup}\n</main>"})
    assert complaint.line == 2


@pytest.mark.parametrize(
    "markup",
    [
        '<script type="module" src="{% static \'js/upload.js\' %}"></script>',
        '<script type="application/json">{"a": 1}</script>',
        "{# <p style='x'> #}",
        "{% comment %}<script>go()</script>{% endcomment %}",
        "<!-- <style>x</style> -->",
        '<a href="https://example.org/source">Source</a>',
        '<div data-style="x" data-onload="y">x</div>',
    ],
)
def test_what_the_security_policy_lets_through_passes(tmp_path: Path, markup: str) -> None:
    assert complaints_about(check, tmp_path, {TEMPLATE: markup}) == []


def test_a_letter_brings_its_style_and_no_other_template_does(tmp_path: Path) -> None:
    letter, other = (f"src/klimapakt/foundation/templates/mail/{name}.html" for name in ("letter", "other"))
    style = "<style>p { color: red }</style>"
    (complaint,) = complaints_about(check, tmp_path, {letter: style, other: style})
    assert complaint.file == other
    found = complaints_about(check, tmp_path, {letter: "<script>go()</script>"})
    assert letter in {one.file for one in found}
