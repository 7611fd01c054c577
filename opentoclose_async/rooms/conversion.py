"""The converter of Rooms, whose JSON has names in camel case."""

from opentoclose_async._protocol.conversion.converter import ModelConverter
from opentoclose_async._protocol.conversion.model import camel_case

__all__ = ["CONVERTER"]

CONVERTER = ModelConverter(camel_case)
