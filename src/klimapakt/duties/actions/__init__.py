"""Every write about duties."""

from klimapakt.duties.actions.recomputing import Recomputed, recompute, recompute_many

__all__ = ["Recomputed", "recompute", "recompute_many"]
