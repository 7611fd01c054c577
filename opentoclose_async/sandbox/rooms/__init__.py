"""DocuSign Rooms, as the sandbox plays it."""
