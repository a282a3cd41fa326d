"""The Onsager matrix of rings with a mean momentum."""
