"""The files of an export on disk: locked, checkpointed, and renamed once complete."""
