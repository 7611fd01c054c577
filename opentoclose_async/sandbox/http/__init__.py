"""HTTP for the sandbox: requests, routing, responses and forms."""
