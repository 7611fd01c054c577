"""Write the generated files of DocuSign Rooms: ``python -m tools.rooms``."""

from tools.formatting import write_all
from tools.rooms.files import files

if __name__ == "__main__":
    write_all(files())
