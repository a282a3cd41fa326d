"""Boundary resistances of the contacts with the baths, from the currents of short driven chains."""
