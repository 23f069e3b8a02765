"""Whether a document is what it says: hashes, calculation and every shown figure. No Django, no network."""

from klimapakt.inventories.documents.checking.examining import examine, recognised
from klimapakt.inventories.documents.checking.verdicts import Unverifiable, Verdict

__all__ = ["Unverifiable", "Verdict", "examine", "recognised"]
