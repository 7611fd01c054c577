"""Read exported files row by row; one module for each format."""
