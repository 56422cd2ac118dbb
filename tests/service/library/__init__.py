"""The library: saving, publishing, noticing, its pages, its API and its clones."""
