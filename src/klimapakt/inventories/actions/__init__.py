"""Every write of the inventories room; one module per subject."""

from klimapakt.inventories.actions.evidence import (
    delete_evidence,
    keep_evidence,
    link_evidence,
    unlink_evidence,
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
    "ENTERED",
    "Kept",
    "Origin",
    "ReceivedFile",
    "ReferenceFigures",
    "TakenOver",
    "add_row",
    "change_row",
    "create_inventory",
    "delete_evidence",
    "discard_upload",
    "keep_evidence",
    "keep_upload",
    "link_evidence",
    "read_again",
    "remove_row",
    "restore_row",
    "set_reference_figures",
    "take_over",
    "undo_upload",
    "unlink_evidence",
]
