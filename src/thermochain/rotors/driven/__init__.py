"""The open rotor chain between two baths, with torques on its ends."""
