"""What several laptops and the central store say to each other, and how it is put together."""
