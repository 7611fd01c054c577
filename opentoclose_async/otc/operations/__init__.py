"""The operations of Open To Close. Generated; see tools/otc."""
