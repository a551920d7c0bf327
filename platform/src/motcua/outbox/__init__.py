"""What others must hear, written in the transaction of what happened."""
