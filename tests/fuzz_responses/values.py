"""What servers may write as JSON: records, pages, tokens, problems, and unusual values in them."""

import json
from random import Random
from typing import Any

__all__ = ["Texts"]

ODD_NUMBERS = (
    "0", "-0", "-0.0", "1", "-1", "5.0", "1e3", "1E400", "-1e999", "1e-400", "NaN", "Infinity",
    "-Infinity", "9007199254740993", "9223372036854775807", "9223372036854775808",
    "18446744073709551615", "18446744073709551616", "-9223372036854775809", "1" + "0" * 40,
    "1" * 309, "9" * 4300, "9" * 4301, "0." + "3" * 500, "01", "1.", ".5", "+1", "0x10", "1_000",
)  # fmt: skip
ODD_STRINGS = (
    '""', '" "', '"5"', '"true"', '"null"', '"\\ud800"', '"\\udc00x"', '"\ud800"',
    '"\\ud83d\\ude00"', '"\\u0000"', '"\\u001b[31m"', '"\\u202e"', '"=1+1"', '"a,\\"b\\"\\n;c"',
    '"é€😀"', '"<html>"', '"a\nb"', '"\\x"', "'single'", '"unclosed', '"2026-01-01T00:00:00Z"',
    '"2026-01-01"', '"9999-12-31T23:59:59-14:00"', '"0001-01-01T00:00:00+14:00"',
    '"99999-01-01T00:00:00Z"', '"2026-02-30T00:00:00"', '"2026-01-01T00:00:00+99:99"',
    f'"{"x" * 20_000}"', '"https://elsewhere.example/x"', '"//"', '"http://[::1"',
)  # fmt: skip
DEPTHS = (3, 20, 60, 253, 255, 300, 500, 800, 950, 975, 985, 995, 1000, 1024, 1100, 5000, 50_000)
NAMES = (
    "id", "name", "email", "first_name", "last_name", "created", "created_at", "phone", "status",
    "title", "userId", "roomId", "officeId", "documentId", "firstName", "createdDate",
    "isLockedOut", "permissions", "url", "size", "field_values", "contact_id", "property_id",
    "team_member_name", "extra", "raw", "data", "base64Contents", "fieldData", "address", "",
    "text", "type", "group", "key", "options", "\\ud800",
)  # fmt: skip
LISTS = (
    "users", "userSummaries", "rooms", "offices", "officeSummaries", "regions", "regionSummaries",
    "roles", "documents", "taskLists", "taskListTemplates", "roomTemplates", "roomFolders",
    "folders", "formGroups", "formGroupForms", "forms", "formsLibrarySummaries", "formLibraries",
    "assignableRoles", "externalFormFillSessions", "currencies", "countries", "states",
    "timeZones", "fieldSets", "data", "items", "results",
)  # fmt: skip


class Texts:
    """
    Draw JSON texts; some are not valid JSON.

    Args:
        random: The source of randomness.
        odd: How much is unusual, from 0 to 1.
    """

    def __init__(self, random: Random, odd: float) -> None:
        self._random = random
        self._odd = odd
        self._serial = random.randrange(1000)

    def any(self) -> str:
        """Draw a body of any kind."""
        kinds = (self.page, self.page, self.page, self.record, self.record, self.problem)
        return self._random.choice((*kinds, self.token, self.user, self.value, self.deep))()

    def fitting(self, kind: str) -> str:
        """Draw a body, usually of the given kind."""
        if self._random.random() < 0.15:
            return self.any()
        made: str = getattr(self, kind)()
        return made

    def value(self, depth: int = 0) -> str:
        """Draw a value."""
        random = self._random
        draw = random.random()
        if draw < self._odd * 0.5:
            return random.choice(ODD_NUMBERS if random.random() < 0.5 else ODD_STRINGS)
        if draw < self._odd * 0.55:
            return self.deep()
        if draw < 0.7 or depth > 3:
            plain: Any = random.choice(
                (
                    None,
                    True,
                    False,
                    random.randrange(10**6),
                    random.random() * 1e4,
                    "Ann",
                    "",
                    "x y",
                )
            )
            return json.dumps(plain)
        if draw < 0.85:
            return f"[{','.join(self.value(depth + 1) for _ in range(random.randrange(4)))}]"
        return self._object(
            {self._name(): self.value(depth + 1) for _ in range(random.randrange(4))}
        )

    def record(self) -> str:
        """Draw a record."""
        random = self._random
        members = {self._name(): self.value(1) for _ in range(random.randrange(5))}
        self._serial += 1
        for name in ("id", "userId", "roomId", "officeId", "roleId"):
            if random.random() > self._odd * 0.3:
                members[name] = str(self._serial)
        if random.random() < self._odd * 0.2:
            return self.value()
        text = self._object(members)
        if random.random() < self._odd * 0.1:
            text = f'{{"data":{text}}}'
        return text

    def page(self) -> str:
        """Draw a page of a list, bare or as Rooms wraps it."""
        random = self._random
        count = random.choice((0, 1, 1, 2, 3, 10, 100))
        rows = f"[{','.join(self.record() for _ in range(count))}]"
        if random.random() < 0.55:
            return rows
        members = {name: rows for name in LISTS if random.random() < 0.8}
        known = {"totalRowCount": str(count), "resultSetSize": str(count), "startPosition": "0"}
        for name, number in known.items():
            members[name] = self.value() if random.random() < self._odd * 0.5 else number
        if random.random() < 0.3:
            members["nextUri"] = (
                self.value() if random.random() < 0.5 else '"/v2/x?startPosition=1"'
            )
        return self._object(members)

    def token(self) -> str:
        """Draw a token endpoint's response."""
        random = self._random
        fitting = {
            "access_token": '"tok"', "token_type": '"Bearer"', "expires_in": "3600",
            "refresh_token": '"ref"',
        }  # fmt: skip
        return self._object(
            {
                name: self.value(2) if random.random() < self._odd * 0.3 else text
                for name, text in fitting.items()
                if random.random() > self._odd * 0.1
            }
        )

    def user(self) -> str:
        """Draw a response about the signed-in user."""
        random = self._random
        accounts = [
            self._object(
                {
                    "account_id": self.value(2) if random.random() < self._odd * 0.4 else '"acc"',
                    "is_default": self.value(2) if random.random() < self._odd * 0.4 else "true",
                    "account_name": self.value(2),
                }
            )
            for _ in range(random.choice((0, 1, 1, 1, 2, 30)))
        ]
        listed = f"[{','.join(accounts)}]" if random.random() > self._odd * 0.1 else self.value()
        return self._object({"sub": '"guid"', "name": self.value(2), "accounts": listed})

    def problem(self) -> str:
        """Draw the body of a refusal."""
        names = (
            "message", "detail", "error", "errors", "field_errors", "errorCode", "referenceId",
            "error_description", "title", "reference_id",
        )  # fmt: skip
        random = self._random
        known = ('"consent_required"', '"invalid_grant"', '"HOURLY_APIINVOCATION_LIMIT_EXCEEDED"')
        members: dict[str, str] = {}
        for name in names:
            if random.random() < 0.3:
                members[name] = random.choice(known) if random.random() < 0.3 else self.value()
        return self._object(members)

    def deep(self) -> str:
        """Draw a deeply nested value."""
        depth = self._random.choice(DEPTHS)
        opening, closing = self._random.choice((("[", "]"), ('{"a":', "}"), ('[{"":', "}]")))
        whole = self._random.random() < 0.9
        return f"{opening * depth}1{closing * depth if whole else ''}"

    def _name(self) -> str:
        return self._random.choice(NAMES)

    def _object(self, members: dict[str, str]) -> str:
        parts = [f'"{name}":{text}' for name, text in members.items()]
        if parts and self._random.random() < self._odd * 0.1:
            parts.append(parts[0])  # a duplicate name
        return f"{{{','.join(parts)}}}"
