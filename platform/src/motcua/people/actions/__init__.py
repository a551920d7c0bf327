"""What is done with accounts of people; one file per verb."""
