"""The folders of a project, by name: what is known of it before its settings are read."""

SETTINGS_FILE = "pyproject.toml"
CONTENT = "content"
LOCALES = "locales"
TEMPLATES = "templates"
OUTPUT = "output"
# What is kept between builds for speed alone.
CACHE = ".cache"
