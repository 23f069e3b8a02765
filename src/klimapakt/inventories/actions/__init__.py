"""Every write of the inventories room; one module per subject."""

from klimapakt.inventories.actions.answers import (
    ADDED,
    COVERED,
    EXISTING,
    Given,
    begin_questions,
    finish_questions,
    save_answer,
)
from klimapakt.inventories.actions.inventories import (
    ReferenceFigures,
    create_inventory,
    set_reference_figures,
)
from klimapakt.inventories.actions.rows import (
    ENTERED,
    Origin,
    add_row,
    change_row,
    remove_row,
    restore_row,
)
from klimapakt.inventories.actions.uploads import (
    Kept,
    ReceivedFile,
    TakenOver,
    discard_upload,
    keep_upload,
    read_again,
    take_over,
    undo_upload,
)

__all__ = [
    "ADDED",
    "COVERED",
    "ENTERED",
    "EXISTING",
    "Given",
    "Kept",
    "Origin",
    "ReceivedFile",
    "ReferenceFigures",
    "TakenOver",
    "add_row",
    "begin_questions",
    "change_row",
    "create_inventory",
    "discard_upload",
    "finish_questions",
    "keep_upload",
    "read_again",
    "remove_row",
    "restore_row",
    "save_answer",
    "set_reference_figures",
    "take_over",
    "undo_upload",
]
