"""JSON into models and models into JSON."""
