"""The company that owns the Rooms account."""

from typing import Final

COMPANY_ID: Final = 60_417
COMPANY_NAME: Final = "Harborview Realty"
