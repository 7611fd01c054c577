"""What every transport must keep, ours and those of others."""
