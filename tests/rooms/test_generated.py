"""The methods and models of Rooms are what the tool writes from the facts in `spec/`."""

import json

import pytest

from tests.generated import ROOT, changed_by_hand, load_tool

OFFICIAL = ROOT.parent / "shared" / "reference" / "rooms.rest.swagger-v2.json"


def test_every_file_is_as_the_tool_writes_it() -> None:
    tool = load_tool("generate_rooms.py")
    written = tool["files"]()
    assert len(written) > 60
    told = "run python tools/generate_rooms.py"
    assert changed_by_hand(written, tool["formatted"]) == [], told
    folders = {path.parent for path in written if path.parent.name in ("models", "rooms_resources")}
    extra = {each.relative_to(ROOT) for folder in folders for each in (ROOT / folder).glob("*.py*")}
    assert extra <= set(written), "nothing else belongs there"


def test_the_facts_hold_no_prose() -> None:
    facts = json.loads((ROOT / "spec" / "rooms-v2.json").read_text("utf-8"))
    assert "description" not in facts["info"]
    for name, definition in facts["definitions"].items():
        assert "description" not in definition, name
        assert not any("description" in each for each in definition.get("properties", {}).values())


@pytest.mark.skipif(not OFFICIAL.is_file(), reason="needs DocuSign's own file beside the project")
def test_the_facts_are_those_of_the_official_description() -> None:
    tool = load_tool("extract_rooms_facts.py")
    text = tool["facts_as_text"](json.loads(OFFICIAL.read_text("utf-8")))
    assert tool["SPEC"].read_text("utf-8") == text
