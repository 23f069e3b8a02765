"""Measures as investments: what was entered becomes a case, the case a result, the result files."""
