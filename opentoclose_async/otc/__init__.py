"""Open To Close: the clients, their resources and models."""
