"""Comparison with Green-Kubo estimators of other packages, run by `make crosscheck`."""
