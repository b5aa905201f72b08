"""JSON Schemas (2020-12) of every record that goes in or out, made from the types of its fields.

`schemas/NAME.schema.json` holds each; `python -m claimtrack.schemas DIRECTORY` writes them anew.
What holds records against them is jsonschema, which comes with `pip install claimtrack[validate]`.
"""

from claimtrack.schemas.checking import Fault, Violation, check_file, violations
from claimtrack.schemas.generator import schema, text_of
from claimtrack.schemas.records import RECORDS

__all__ = ["RECORDS", "Fault", "Violation", "check_file", "schema", "text_of", "violations"]
