"""Compiled forces V' of bonds, one potential V in each file."""
