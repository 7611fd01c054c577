"""The methods and models of Rooms are what the tool writes from the official description."""

import pytest

from tests.generated import ROOT, changed_by_hand, load_tool

DESCRIPTION = ROOT.parent / "shared" / "reference" / "rooms.rest.swagger-v2.json"


@pytest.mark.skipif(
    not DESCRIPTION.is_file(), reason="the official description is not beside the project"
)
def test_every_file_is_as_the_tool_writes_it() -> None:
    tool = load_tool("generate_rooms.py")
    written = tool["files"](DESCRIPTION)
    assert len(written) > 60
    told = "run python tools/generate_rooms.py PATH/rooms.rest.swagger-v2.json"
    assert changed_by_hand(written, tool["formatted"]) == [], told
    folders = {path.parent for path in written if path.parent.name in ("models", "rooms_resources")}
    extra = {each.relative_to(ROOT) for folder in folders for each in (ROOT / folder).glob("*.py*")}
    assert extra <= set(written), "nothing else belongs there"
