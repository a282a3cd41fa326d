"""Across all studies: what they cost, what is left to do, and whether all that is stored is whole."""
