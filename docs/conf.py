"""Settings of the documentation: `make docs`."""

from importlib.metadata import version as version_of

project = "claimtrack"
author = "The claimtrack authors"
version = release = version_of("claimtrack")
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx_click"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"claimtrack {version}"
myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints = "description"
