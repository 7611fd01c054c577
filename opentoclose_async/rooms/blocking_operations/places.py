"""The blocking twins of the methods of Rooms: places."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from opentoclose_async._blocking.twins import BlockingResource, calls
from opentoclose_async.rooms.operations import places

__all__ = ["Countries", "Currencies", "States", "TimeZones"]


class Countries(BlockingResource[places.Countries]):
    """Read the countries that an office can be in."""

    get_countries = calls(places.Countries.get_countries)


class Currencies(BlockingResource[places.Currencies]):
    """Read the currencies that amounts can be in."""

    get_currencies = calls(places.Currencies.get_currencies)


class States(BlockingResource[places.States]):
    """Read the states and provinces that addresses can be in."""

    get_states = calls(places.States.get_states)


class TimeZones(BlockingResource[places.TimeZones]):
    """Read the time zones that an office can be in."""

    get_time_zones = calls(places.TimeZones.get_time_zones)
