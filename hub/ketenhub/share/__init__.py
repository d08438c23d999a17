"""What may go to whom."""
