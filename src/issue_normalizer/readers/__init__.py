"""Text of any shape -> document tree. Readers know nothing of issues, or of what is written."""
