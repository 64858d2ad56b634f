"""What does this Dutch text say in figures? Knows nothing of documents or questions."""
