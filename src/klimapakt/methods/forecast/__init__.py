"""Emissions in a later year from the latest inventory, with what moves them in parts.

Described in ``docs/methods/forecast.md``.
"""

from klimapakt.methods.forecast.engine import Case, Flow, Forecast, Group, forecast

__all__ = ["Case", "Flow", "Forecast", "Group", "forecast"]
