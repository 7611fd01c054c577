"""DocuSign Rooms: the clients, the operations and the models."""
