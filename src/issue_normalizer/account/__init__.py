"""The account: what became of every visible character of an input."""
