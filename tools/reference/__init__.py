"""The generator of the reference's pages."""

from tools.reference.pages import NAVIGATION, files, with_navigation

__all__ = ["NAVIGATION", "files", "with_navigation"]
