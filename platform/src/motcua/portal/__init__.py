"""What citizens see: catalogue, forms, tracking, results."""
