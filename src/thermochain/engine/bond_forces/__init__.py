"""Forces of bonds, one file each."""
