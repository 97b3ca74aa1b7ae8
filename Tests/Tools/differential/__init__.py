"""Generated templates, and what the real Jinja2 makes of them."""
