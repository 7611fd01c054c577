"""The rules that find the code blocks of the documents and restore their indentation."""

import ast
import inspect
import re

import pytest

from opentoclose_async import TeamsAPI, UsersAPI
from tests.legacy.reference.blocks import PRINTS, SIGNATURES, UNRESTORED
from tests.legacy.reference.document_blocks import indent, read_document, split_without_indentation


@pytest.mark.parametrize("document", ["users", "teams"])
def test_every_block_is_listed(document: str) -> None:
    found = read_document(document).blocks
    assert [(document, place) for place in range(1, len(found) + 1)] == [
        key for key in PRINTS if key[0] == document
    ]


@pytest.mark.parametrize("document", ["users", "teams"])
def test_only_the_listed_blocks_cannot_be_restored(document: str) -> None:
    broken = set()
    for number, block in enumerate(read_document(document).blocks, 1):
        try:
            compile(block, document, "exec")
        except SyntaxError:
            broken.add((document, number))
    assert broken == {key for key in UNRESTORED if key[0] == document}


@pytest.mark.parametrize("document", ["users", "teams"])
def test_no_code_is_left_in_the_prose(document: str) -> None:
    for line in read_document(document).prose:
        try:
            compile(line.strip(), document, "exec")
        except SyntaxError:
            continue
        assert re.fullmatch(r"\w+(\(\))?", line), "only headings of one name may compile"


def test_the_rules_restore_the_indentation_of_a_document_that_kept_it() -> None:
    for block in read_document("users").blocks:
        restored = "\n".join(indent(split_without_indentation(block)))
        assert ast.dump(ast.parse(restored)) == ast.dump(ast.parse(block))


@pytest.mark.parametrize(("document", "api"), [("users", UsersAPI), ("teams", TeamsAPI)])
def test_a_documented_signature_matches_the_method(document: str, api: type) -> None:
    names = []
    for signature in read_document(document).signatures:
        (function,) = ast.parse(f"{signature}: ...").body
        assert isinstance(function, ast.FunctionDef)
        documented = [argument.arg for argument in function.args.args]
        own = list(inspect.signature(getattr(api, function.name)).parameters)
        assert own[: len(documented)] == documented
        names.append(function.name)
    assert names == SIGNATURES[document]
