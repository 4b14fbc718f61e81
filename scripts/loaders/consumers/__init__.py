"""One module per consumer: what a trainer's own loading code makes of an exported training set.

A module has `version()` and `CHECKS`, which gives for every format it reads a function of an `Export`. The function runs the
consumer's code on the export, compares the outcome with `Export.expected`, and returns what it asserted, in a few words each.
"""
