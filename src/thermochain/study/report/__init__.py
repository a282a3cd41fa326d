"""Pages for readers: story, explorer, tables; and the reference results."""
