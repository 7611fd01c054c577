"""The contents of documents, made on demand: nothing is kept but their sizes."""
