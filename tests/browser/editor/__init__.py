"""What the editor writes, tried in Chromium on the module that is shipped, without its page."""
