"""The data of Rooms that is the same for every account."""
