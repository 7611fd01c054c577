"""
Generate the operations and models of DocuSign Rooms, their blocking twins and their typing tests.

What goes over the wire comes from ``spec/rooms-v2.json``, the modules and names from ``layout.py``,
and the docstrings from ``words/*.toml``.
"""
