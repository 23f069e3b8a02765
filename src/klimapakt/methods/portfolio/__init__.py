"""Which measures in which year: chosen under yearly budgets for targets first and value second.

Described in ``docs/methods/portfolio.md``.
"""

from klimapakt.methods.portfolio.choosing import Portfolio, Start, choose
from klimapakt.methods.portfolio.model import Case, Flow, Grant, Measure, Switch
from klimapakt.methods.portfolio.parse import read_case

__all__ = ["Case", "Flow", "Grant", "Measure", "Portfolio", "Start", "Switch", "choose", "read_case"]
