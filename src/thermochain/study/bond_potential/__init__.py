"""Rings of any bond potential that a user writes down."""
