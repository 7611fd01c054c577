"""File formats of exports. A new one is a module here and a row in ``registry``."""
