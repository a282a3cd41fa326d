"""D^p and D^e from dynamic structure factors."""
