"""Generate the resources of Open To Close from ``resources.toml``; see ``tools/README.md``."""
