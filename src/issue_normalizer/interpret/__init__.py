"""Document -> issue: the one step between readers and writers."""
