"""Read a list that may change: join its pages without losing or repeating rows."""
