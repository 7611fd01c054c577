"""The fields of the models, read from their source: the SDK need not be importable."""

import ast

from tools.otc.table import PACKAGE, ROOT

__all__ = ["Fields", "fields_of_models"]

Fields = dict[str, str]
"""Type annotations by field."""


def fields_of_models() -> dict[str, Fields]:
    """Return the fields of each model."""
    source = (ROOT / PACKAGE / "otc" / "models.py").read_text("utf-8")
    return {
        node.name: {
            ast.unparse(each.target): ast.unparse(each.annotation)
            for each in node.body
            if isinstance(each, ast.AnnAssign)
        }
        for node in ast.parse(source).body
        if isinstance(node, ast.ClassDef) and "Model" in map(ast.unparse, node.bases)
    }
