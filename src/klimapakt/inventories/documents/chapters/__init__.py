"""The chapters of a report, each a function from the subject to blocks, in the language of the page."""
