"""Conditions on the configuration that several of the independent checks share."""
