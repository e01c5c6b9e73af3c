"""The laptop's side: taking operations in, offering its own, and a whole exchange."""
