"""Every operation of Rooms against Prism, a server that checks requests by the description."""
