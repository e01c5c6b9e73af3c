"""Monitor: indicators on map and chart, series from elsewhere, the social diagnosis."""
