"""What an earlier tool broke and can be mended safely; only on request."""
