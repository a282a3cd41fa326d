# OLD
"""The Onsager matrix at a mean momentum; its rules are still in structure_factors.smk."""
