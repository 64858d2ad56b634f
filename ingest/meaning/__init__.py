"""What the text is about: who and when, deadlines, corrections, abbreviations."""
