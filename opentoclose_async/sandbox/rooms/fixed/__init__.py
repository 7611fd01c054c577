"""What Rooms answers the same for every account."""
