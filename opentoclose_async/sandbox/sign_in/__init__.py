"""DocuSign's sign-in, as the sandbox simulates it."""
