"""HTTP for the sandbox: routing, requests, answers and forms."""
