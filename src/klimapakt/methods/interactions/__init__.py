"""Measures that act on one energy flow: their savings multiply, and each gets its part in whatever order.

E_T = E_0 * product of (1 - s_m); the part of m is L(E_0, E_T) * -ln(1 - s_m), where L is the logarithmic
mean. The parts make E_0 - E_T exactly. Described in ``docs/methods/interactions.md``.
"""

from klimapakt.methods.interactions.flow import Joint, interact

__all__ = ["Joint", "interact"]
