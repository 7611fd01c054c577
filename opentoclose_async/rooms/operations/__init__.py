"""The operations of DocuSign Rooms. Generated; see tools/rooms."""
