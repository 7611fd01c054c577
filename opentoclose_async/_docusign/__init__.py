"""Sign in to DocuSign: grants, tokens, consent, accounts and user info."""
