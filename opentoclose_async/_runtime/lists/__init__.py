"""Reading lists: concurrent page requests, delivered in order."""
