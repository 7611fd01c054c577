"""The blocking twins of the groups of Rooms, one file for each module of them."""
