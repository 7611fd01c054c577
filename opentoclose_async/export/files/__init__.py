"""The files of an export on disk: locked, checkpointed, and put in place when whole."""
