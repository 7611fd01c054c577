"""Waiting for the quota, alone or with all clients of an account through a store."""
