"""Write all schemas: `python -m claimtrack.schemas DIRECTORY`."""

import sys
from pathlib import Path

from claimtrack.schemas import RECORDS, text_of

for name in RECORDS:
    Path(sys.argv[1], f"{name}.schema.json").write_text(text_of(name), encoding="utf-8")
