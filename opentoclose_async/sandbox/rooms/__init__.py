"""DocuSign Rooms, as the sandbox simulates it."""
