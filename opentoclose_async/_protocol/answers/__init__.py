"""What servers answer: decoded, judged, and read without loss."""
