"""Rings with another bond potential."""
