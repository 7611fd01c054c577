"""The tools that write what is generated in this repository."""
