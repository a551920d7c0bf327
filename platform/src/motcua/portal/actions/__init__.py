"""What can be done with a draft: one file, one verb."""
