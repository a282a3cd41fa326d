"""Rotor chains (Iacobucci, Olla and Stoltz; Olla, Sections 2 to 4.1)."""
