"""The configuration: its files, what is wrong with them in one line, and the runs that it asks for."""
