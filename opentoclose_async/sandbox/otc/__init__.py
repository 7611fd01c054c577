"""The sandbox's Open To Close."""
