"""The models of Rooms: places."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from attrs import frozen

from opentoclose_async._protocol.conversion.converter import Model

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
class Country(Model):
    """
    A country that Rooms knows.

    Attributes:
        country_id: The country's two-letter code.
        name: Name.
    """

    country_id: str | None = None
    name: str | None = None


@frozen(kw_only=True)
class Currency(Model):
    """
    A currency that Rooms knows.

    Attributes:
        currency_id: The currency's three-letter code.
        name: Name.
    """

    currency_id: str | None = None
    name: str | None = None


@frozen(kw_only=True)
class GlobalCountries(Model):
    """
    All countries that Rooms knows.

    Attributes:
        countries: The countries.
    """

    countries: list[Country]


@frozen(kw_only=True)
class GlobalCurrencies(Model):
    """
    All currencies that Rooms knows.

    Attributes:
        currencies: The currencies.
    """

    currencies: list[Currency]


@frozen(kw_only=True)
class State(Model):
    """
    A state or province of a country.

    Attributes:
        state_id: The state's id, country first, such as "US-OH".
        name: Name.
    """

    state_id: str | None = None
    name: str | None = None


@frozen(kw_only=True)
class GlobalStates(Model):
    """
    All states and provinces that Rooms knows.

    Attributes:
        states: The states and provinces.
    """

    states: list[State]


@frozen(kw_only=True)
class TimeZone(Model):
    """
    A time zone that Rooms knows.

    Attributes:
        time_zone_id: The time zone's id, such as brisbane.
        name: Name.
    """

    time_zone_id: str | None = None
    name: str | None = None


@frozen(kw_only=True)
class GlobalTimeZones(Model):
    """
    All time zones that Rooms knows.

    Attributes:
        time_zones: The time zones.
    """

    time_zones: list[TimeZone]


# The index of the official description has these under the groups' names.
Countries = Country
Currencies = Currency
States = State
TimeZones = TimeZone
