"""Templates carry no style and no script of their own.

The content security policy allows neither, so an inline style or a handler in an attribute is a page that
looks or works differently from what its author saw in a lax browser. Data blocks
(``type="application/json"``) are data.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from tools.gates.complaints import Complaint, run
from tools.gates.sources import product

_COMMENT = re.compile(r"{#.*?#}|{%\s*comment\b.*?%}.*?{%\s*endcomment\s*%}|<!--.*?-->", re.DOTALL)
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            r"<script\b(?![^>]*type=[\"']application/(?:ld\+)?json[\"'])[^>]*>\s*[^\s<]", re.IGNORECASE
        ),
        "a script body stands in the template; put it into an ES module under static/js.",
    ),
    (
        re.compile(r"<style\b", re.IGNORECASE),
        "a style sheet stands in the template; put it under static/css.",
    ),
    (
        re.compile(r"<[a-z][^<>]*?\sstyle\s*=", re.IGNORECASE),
        "style= is refused by the browser; use a class.",
    ),
    (
        re.compile(r"<[a-z][^<>]*?\son[a-z]+\s*=", re.IGNORECASE),
        "a handler in an attribute is refused by the browser.",
    ),
    (
        re.compile(r"(?:href|src|action)\s*=\s*[\"']?\s*javascript:", re.IGNORECASE),
        "javascript: is refused by the browser.",
    ),
    (
        re.compile(
            r"<(?:script|link|img|iframe|source|video|audio)\b[^>]*?(?:src|href)\s*=\s*[\"'](?:https?:)?//",
            re.IGNORECASE,
        ),
        "loads from another host; keep it with us.",
    ),
)
# A mail brings its style along in the letter; no policy of ours reads it there.
_BRINGS_ITS_STYLE = "src/klimapakt/foundation/templates/mail/letter.html"
_STYLE_SHEET = "a style sheet stands in the template"


def check(root: Path) -> Iterator[Complaint]:
    """Yield every place in a template that the content security policy would refuse."""
    for source in product(root, ".html", ".svg"):
        if "/templates/" not in source.name:
            continue  # a picture is a document of its own
        text = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), source.text)
        for pattern, sentence in _RULES:
            if source.name == _BRINGS_ITS_STYLE and sentence.startswith(_STYLE_SHEET):
                continue
            for found in pattern.finditer(text):
                yield Complaint(source.name, text.count("\n", 0, found.start()) + 1, sentence)


if __name__ == "__main__":
    run(check)
