"""The resources of Open To Close are what ``python -m tools.otc`` writes."""

from tests.generated import ROOT, changed_by_hand
from tools.formatting import formatted
from tools.otc.files import files


def test_generated_files_are_up_to_date() -> None:
    written = files()
    assert len(written) > 10
    assert changed_by_hand(written, formatted) == [], "run python -m tools.otc"


def test_the_folder_of_generated_files_has_no_others() -> None:
    folder = ROOT / "opentoclose_async" / "otc" / "operations"
    found = {each.relative_to(ROOT) for each in folder.glob("*.py")}
    assert {each for each in found if each.name != "__init__.py"} <= set(files())
