"""The resources of Open To Close are what the tool writes from its table."""

from tests.generated import changed_by_hand, load_tool


def test_every_file_is_as_the_tool_writes_it() -> None:
    tool = load_tool("generate_open_to_close.py")
    written = tool["files"]()
    assert len(written) > 10
    told = "run python tools/generate_open_to_close.py"
    assert changed_by_hand(written, tool["formatted"]) == [], told
