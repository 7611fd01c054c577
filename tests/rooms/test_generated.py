"""The operations and models of Rooms are what ``python -m tools.rooms`` writes."""

import json

from tests.generated import ROOT, changed_by_hand
from tools.formatting import formatted
from tools.rooms.facts import SPEC, facts_as_text
from tools.rooms.files import files
from tools.rooms.words import WORDS

OFFICIAL = ROOT.parent / "shared" / "reference" / "rooms.rest.swagger-v2.json"


def test_generated_files_are_up_to_date() -> None:
    written = files()
    assert len(written) > 50
    assert changed_by_hand(written, formatted) == [], "run python -m tools.rooms"


def test_the_folders_of_generated_files_have_no_others() -> None:
    written = set(files())
    for folder in {path.parent for path in written}:
        assert {each.relative_to(ROOT) for each in (ROOT / folder).glob("*.py*")} <= written


def test_all_words_are_used() -> None:
    files()
    assert WORDS.unused == set()


def test_the_facts_have_no_prose() -> None:
    facts = json.loads(SPEC.read_text("utf-8"))
    assert "description" not in facts["info"]
    for name, definition in facts["definitions"].items():
        assert "description" not in definition, name
        assert not any("description" in each for each in definition.get("properties", {}).values())


if OFFICIAL.is_file():  # DocuSign's own file is not part of the project

    def test_the_facts_are_those_of_the_official_description() -> None:
        assert facts_as_text(json.loads(OFFICIAL.read_text("utf-8"))) == SPEC.read_text("utf-8")
