"""Change one byte of a record at a time, and see whether `claimtrack check` tells.

    python tests/bench/flip_bytes.py RECORD [TIMES]

A byte holds something where another one in its place changes what a reader of the file sees. Of so
many random bytes (1,000 by default) that do, each is to be detected (status 1 or 2). Prints those
that are not, and how many were. The file itself is only copied.
"""

import random
import sqlite3
import sys
import tempfile
from pathlib import Path

from click.testing import CliRunner

from claimtrack.cli import main as command


def seen(path: Path) -> list[str]:
    """All that the file says: its schema, and each row of each table and index."""
    connection = sqlite3.connect(path)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def main(record: Path, times: int) -> int:
    data = record.read_bytes()
    whole = seen(record)
    chance = random.Random(5)
    tried = detected = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "claims.db")
        empty = 0
        while tried < times:
            damaged = bytearray(data)
            damaged[chance.randrange(len(data))] ^= chance.randrange(1, 256)
            path.write_bytes(damaged)
            try:
                here = seen(path)
            except (sqlite3.Error, UnicodeDecodeError):
                here = []
            if here == whole:
                empty += 1
                continue
            tried += 1
            found = CliRunner().invoke(command, ["check", str(path)]).exit_code in (1, 2)
            detected += found
            if not found:
                print(
                    next((row for row in here if row not in set(whole)), "a row is missing")[:200]
                )
            if path.read_bytes() != damaged:
                print("the check changed the file")
                return 1
    print(f"{tried + empty} bytes: {empty} held nothing, {detected} of {tried} others detected")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1000))
