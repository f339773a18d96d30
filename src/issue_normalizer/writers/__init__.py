"""Issue -> text. Writers lay out what the issue holds; they decide nothing."""
