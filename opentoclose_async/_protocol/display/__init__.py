"""Show models, pages and reports in terminals and notebooks."""
