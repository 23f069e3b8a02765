"""Reads of the inventories room; one module per subject."""

from klimapakt.inventories.queries.lists import (
    counting_uploads,
    editable_by,
    rows_of,
    rows_written,
    upload_of,
    upload_with_bytes,
    uploads_of,
    uploads_visible_to,
    visible_to,
    with_progress,
    years_taken,
)
from klimapakt.inventories.queries.results import (
    Calculated,
    RowRefusal,
    calculated,
    calculated_each,
    case_of,
    checked,
    draft_of_row,
    preview,
    refusal_of,
)

__all__ = [
    "Calculated",
    "RowRefusal",
    "calculated",
    "calculated_each",
    "case_of",
    "checked",
    "counting_uploads",
    "draft_of_row",
    "editable_by",
    "preview",
    "refusal_of",
    "rows_of",
    "rows_written",
    "upload_of",
    "upload_with_bytes",
    "uploads_of",
    "uploads_visible_to",
    "visible_to",
    "with_progress",
    "years_taken",
]
