"""What only a browser can tell: pages, styles and modules in Chromium."""
