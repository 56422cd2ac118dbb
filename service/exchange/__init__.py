"""Exchange: taking strategies out as PDF and Word (and, later, Word back in).

Exports are made once per revision and format by a job, kept as files named by their hash, and
handed out again byte for byte. Stands on the library and on `document/formats`.
"""
