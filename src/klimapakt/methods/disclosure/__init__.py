"""Statistical confidentiality: which sums may be shown without telling about a single member."""

from klimapakt.methods.disclosure.minimum import MinimumGroup, at_least, minimum_group
from klimapakt.methods.disclosure.suppression import Cell, Shown, Values, is_safe, shown

__all__ = ["Cell", "MinimumGroup", "Shown", "Values", "at_least", "is_safe", "minimum_group", "shown"]
