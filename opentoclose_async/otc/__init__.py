"""Open To Close: its models, one file for each noun, and the client."""
