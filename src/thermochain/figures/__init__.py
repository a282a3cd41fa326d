"""Pictures of tables; no physics, no files."""
