"""Issues of one newsletter -> the draft of a profile that reads them."""
