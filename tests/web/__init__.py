"""The public's door: pages, files, feeds, filters and what strangers may ask of them."""
