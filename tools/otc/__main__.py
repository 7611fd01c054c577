"""Write the generated files of Open To Close: ``python -m tools.otc``."""

from tools.formatting import write_all
from tools.otc.files import files

if __name__ == "__main__":
    write_all(files())
