"""The company that the account of Rooms is of."""

from typing import Final

COMPANY_ID: Final = 60_417
COMPANY_NAME: Final = "Harborview Realty"
