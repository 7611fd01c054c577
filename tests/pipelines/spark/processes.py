"""Find the process at the other end of a connection."""

from pathlib import Path

__all__ = ["process_with_port"]


def process_with_port(port: int) -> int:
    """Return the id of the process with a TCP connection from a local port."""
    lines = Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]
    fields = [line.split() for line in lines]
    inodes = {each[9] for each in fields if each[1].endswith(f":{port:04X}")} - {"0"}
    targets = {f"socket:[{inode}]" for inode in inodes}
    for folder in Path("/proc").glob("[0-9]*/fd"):
        try:
            found = {str(link.readlink()) for link in folder.iterdir()}
        except OSError:  # it has ended, or is another's
            continue
        if targets & found:
            return int(folder.parent.name)
    raise LookupError(f"no process has the local port {port}")
