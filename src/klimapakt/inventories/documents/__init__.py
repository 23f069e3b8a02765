"""An inventory as files: report, workbook, tables and record, each with the hash of what it stands for.

``checking`` and what it imports know neither Django nor database: a document is verified wherever it is.
"""
