"""What the commands work with: one noun a file."""
