"""Models of Rooms: places."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from attrs import frozen

from opentoclose_async._protocol.conversion.model import CamelCaseModel

__all__ = [
    "Countries",
    "Country",
    "Currencies",
    "Currency",
    "GlobalCountries",
    "GlobalCurrencies",
    "GlobalStates",
    "GlobalTimeZones",
    "State",
    "States",
    "TimeZone",
    "TimeZones",
]


@frozen(kw_only=True)
class Country(CamelCaseModel):
    """
    A country.

    Attributes:
        country_id: The country's two-letter code.
        name: Name.
    """

    country_id: str | None = None
    name: str | None = None


@frozen(kw_only=True)
class Currency(CamelCaseModel):
    """
    A currency.

    Attributes:
        currency_id: The currency's three-letter code.
        name: Name.
    """

    currency_id: str | None = None
    name: str | None = None


@frozen(kw_only=True)
class GlobalCountries(CamelCaseModel):
    """
    All countries.

    Attributes:
        countries: The countries.
    """

    countries: list[Country]


@frozen(kw_only=True)
class GlobalCurrencies(CamelCaseModel):
    """
    All currencies.

    Attributes:
        currencies: The currencies.
    """

    currencies: list[Currency]


@frozen(kw_only=True)
class State(CamelCaseModel):
    """
    A state or province of a country.

    Attributes:
        state_id: The state's ID, which starts with the country, such as US-OH.
        name: Name.
    """

    state_id: str | None = None
    name: str | None = None


@frozen(kw_only=True)
class GlobalStates(CamelCaseModel):
    """
    All states and provinces.

    Attributes:
        states: The states and provinces.
    """

    states: list[State]


@frozen(kw_only=True)
class TimeZone(CamelCaseModel):
    """
    A time zone.

    Attributes:
        time_zone_id: The time zone's ID, such as brisbane.
        name: Name.
    """

    time_zone_id: str | None = None
    name: str | None = None


@frozen(kw_only=True)
class GlobalTimeZones(CamelCaseModel):
    """
    All time zones.

    Attributes:
        time_zones: The time zones.
    """

    time_zones: list[TimeZone]


# The description repeats these under the names of groups, for its index.
Countries = Country
Currencies = Currency
States = State
TimeZones = TimeZone
