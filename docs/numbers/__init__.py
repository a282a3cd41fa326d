"""Numbers that the pages quote: one module a page, which reads them from the reference tables.

``python -m docs.numbers`` writes them into the pages anew; ``--check`` names the pages that differ.
"""
