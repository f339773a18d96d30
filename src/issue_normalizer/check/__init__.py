"""New scrapes against a baseline: what was lost, gained and changed, in terms of the issue."""
