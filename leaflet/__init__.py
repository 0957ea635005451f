"""Leaflet: printable, multilingual patient leaflets from one structured source and gettext catalogs."""
