"""A letter about a review as the page shows it: the same blocks as in the PDF, in the letter's language."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import override

from klimapakt.inventories.documents.review_letter import blocks


def shown_blocks(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the blocks of a letter; each cell of a table names its column, for narrow screens."""
    with override(content["language"]):
        found: list[dict[str, Any]] = [block.as_json() for block in blocks(content)]
    for one in found:
        if one["kind"] == "table":
            titles = [column["title"] for column in one["columns"]]
            one["titles"], one["cells"] = titles, [list(zip(titles, row, strict=True)) for row in one["rows"]]
    return found
