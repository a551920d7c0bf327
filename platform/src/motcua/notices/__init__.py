"""What a person must be told, by which channel, and whether it arrived."""
