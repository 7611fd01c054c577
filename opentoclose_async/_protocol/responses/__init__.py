"""Decode and classify responses without loss."""
