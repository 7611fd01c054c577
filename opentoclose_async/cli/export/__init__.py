"""``opentoclose export``: options, plans, and what came of them."""
