"""Reading a list by pages: which to request, and when the list is over."""
