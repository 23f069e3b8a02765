"""Heat without the weather: the space-heating share is brought to the weather of a reference year.

Described in ``docs/methods/weather.md``.
"""

from klimapakt.methods.weather.engine import Adjusted, adjusted
from klimapakt.methods.weather.parse import Case, read_case

__all__ = ["Adjusted", "Case", "adjusted", "read_case"]
