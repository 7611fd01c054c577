"""
Generate the operations and models of DocuSign Rooms, their blocking twins and their typing tests.

The description has 89 operations and 167 definitions. What goes over the wire comes from
``spec/rooms-v2.json``, how it is laid out from ``layout.py``, what the docstrings say from
``words/*.toml``.
"""
