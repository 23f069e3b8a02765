"""Charts as SVG, drawn on the server: values in, a picture with direct labels out.

A chart is laid out for a width, so that its text keeps its size on a phone and in a document alike. The
colours are those of the light theme; in the browser ``figures.css`` replaces them through the classes.
"""

from klimapakt.foundation.design.charts.bars import Bars
from klimapakt.foundation.design.charts.chart import Chart, NegativeValue, Part, Tone
from klimapakt.foundation.design.charts.cumulated import Course, Cumulated
from klimapakt.foundation.design.charts.curves import Curve, Curves
from klimapakt.foundation.design.charts.scatter import Dot, Scatter
from klimapakt.foundation.design.charts.stacked_bar import StackedBar
from klimapakt.foundation.design.charts.timeline import Stretch, Timeline
from klimapakt.foundation.design.charts.tornado import Swing, Tornado

__all__ = [
    "Bars",
    "Chart",
    "Course",
    "Cumulated",
    "Curve",
    "Curves",
    "Dot",
    "NegativeValue",
    "Part",
    "Scatter",
    "StackedBar",
    "Stretch",
    "Swing",
    "Timeline",
    "Tone",
    "Tornado",
]
