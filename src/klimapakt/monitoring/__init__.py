"""Monitoring: a later inventory beside the baseline, targets met or missed, reviewed by a second person."""
