"""What is stored: whole files with their provenance, tables, figures, and which source they depend on."""
