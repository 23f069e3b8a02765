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
from klimapakt.inventories.actions.copying import (
    copy_rows,
)
from klimapakt.inventories.actions.corrections import (
    CannotCorrect,
    EditionRefuses,
    adopt_edition,
    begin_correction,
    discard_correction,
)
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
from klimapakt.inventories.actions.lifecycle import (
    accept,
    return_with_questions,
    submit,
    withdraw,
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
from klimapakt.inventories.actions.review import (
    answer,
    ask,
    close,
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
    "CannotCorrect",
    "EditionRefuses",
    "Given",
    "Kept",
    "Origin",
    "ReceivedFile",
    "ReferenceFigures",
    "TakenOver",
    "accept",
    "add_row",
    "adopt_edition",
    "answer",
    "ask",
    "begin_correction",
    "begin_questions",
    "begin_take_over",
    "change_row",
    "close",
    "copy_rows",
    "create_inventory",
    "delete_evidence",
    "discard_correction",
    "discard_upload",
    "fail_reading",
    "finish_questions",
    "finish_reading",
    "forget_mapping",
    "give_back",
    "keep_evidence",
    "keep_upload",
    "link_evidence",
    "name_columns",
    "note_progress",
    "read_again",
    "read_anew",
    "read_by_headings",
    "receive_upload",
    "remove_row",
    "restore_row",
    "return_with_questions",
    "save_answer",
    "set_reference_figures",
    "submit",
    "take_over",
    "undo_upload",
    "unlink_evidence",
    "withdraw",
]
