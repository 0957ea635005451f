"""Checks: each finds problems of one kind, in a source, a catalog or a finished page."""
