"""Present rows as tables: columns derived from models, and Arrow."""
