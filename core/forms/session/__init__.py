"""One filling of a check-list: values, relevance, validity, repeats. Its door: FillingSession."""
