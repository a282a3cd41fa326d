"""Figures of `heat_response`."""
