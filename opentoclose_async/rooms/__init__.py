"""DocuSign Rooms: its models, one file for each group, and the client."""
