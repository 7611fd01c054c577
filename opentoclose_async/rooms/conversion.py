"""How the models of Rooms are made of its JSON."""

from opentoclose_async._protocol.conversion.converter import ModelConverter, camel_case

__all__ = ["CONVERTER"]

CONVERTER = ModelConverter(camel_case)
