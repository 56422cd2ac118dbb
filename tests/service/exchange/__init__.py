"""The exchange: asking for exports, making them, handing them out."""
