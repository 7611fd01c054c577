"""DocuSign's sign-in, as the sandbox plays it."""
