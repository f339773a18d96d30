"""Many inputs at once: a folder of scrapes becomes an archive of issues."""
