"""D^p from the current that an imposed gradient of momentum drives."""
