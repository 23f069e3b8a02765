"""Facts about climate measures."""

from klimapakt.measures.models.appraisal import Appraisal
from klimapakt.measures.models.course import AMOUNTS, MeasureEvent, Proof, Statement, Step
from klimapakt.measures.models.measure import Measure
from klimapakt.measures.models.money import Grant, Share

__all__ = [
    "AMOUNTS",
    "Appraisal",
    "Grant",
    "Measure",
    "MeasureEvent",
    "Proof",
    "Share",
    "Statement",
    "Step",
]
