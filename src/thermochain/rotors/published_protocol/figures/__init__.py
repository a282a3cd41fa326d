"""Figures of `published_protocol`."""
