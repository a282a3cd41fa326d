"""Pages for readers: story and explorer; and the reference results."""
