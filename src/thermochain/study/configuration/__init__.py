"""The configuration: its files, the checks of it as a whole, and what is wrong with it in one line."""
