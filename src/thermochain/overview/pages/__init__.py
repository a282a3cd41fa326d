"""Pages for readers: the story and the explorer."""
