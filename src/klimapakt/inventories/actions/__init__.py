"""Every write of the inventories room; one module per subject."""

from klimapakt.inventories.actions.inventories import (
    ReferenceFigures,
    create_inventory,
    set_reference_figures,
)
from klimapakt.inventories.actions.reading import (
    begin_take_over,
    fail_reading,
    finish_reading,
    forget_mapping,
    give_back,
    name_columns,
    note_progress,
    read_anew,
    read_by_headings,
    receive_upload,
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
    "ENTERED",
    "Kept",
    "Origin",
    "ReceivedFile",
    "ReferenceFigures",
    "TakenOver",
    "add_row",
    "begin_take_over",
    "change_row",
    "create_inventory",
    "discard_upload",
    "fail_reading",
    "finish_reading",
    "forget_mapping",
    "give_back",
    "keep_upload",
    "name_columns",
    "note_progress",
    "read_again",
    "read_anew",
    "read_by_headings",
    "receive_upload",
    "remove_row",
    "restore_row",
    "set_reference_figures",
    "take_over",
    "undo_upload",
]
