"""Numbers that the pages quote: one module a page, which reads them from tables of the reference and of benchmarks.

``python -m docs.numbers`` writes them into the pages anew; ``--check`` names the pages that differ.
"""
