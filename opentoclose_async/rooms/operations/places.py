"""The look-up lists of places, their money and their time."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from typing import Unpack

from opentoclose_async._runtime.resource import CallOptions
from opentoclose_async.rooms.models.places import (
    GlobalCountries,
    GlobalCurrencies,
    GlobalStates,
    GlobalTimeZones,
)
from opentoclose_async.rooms.resource import Endpoint, RoomsResource, gives

__all__ = ["Countries", "Currencies", "States", "TimeZones"]


_GET_COUNTRIES = Endpoint(
    name="get_countries",
    verb="GET",
    path="/countries",
    answer=gives(GlobalCountries),
    of_account=False,
)
_GET_STATES = Endpoint(
    name="get_states", verb="GET", path="/states", answer=gives(GlobalStates), of_account=False
)
_GET_CURRENCIES = Endpoint(
    name="get_currencies",
    verb="GET",
    path="/currencies",
    answer=gives(GlobalCurrencies),
    of_account=False,
)
_GET_TIME_ZONES = Endpoint(
    name="get_time_zones",
    verb="GET",
    path="/time_zones",
    answer=gives(GlobalTimeZones),
    of_account=False,
)


class Countries(RoomsResource):
    """Read the countries that an office can be in."""

    async def get_countries(self, **options: Unpack[CallOptions]) -> GlobalCountries:
        """
        Read the countries that an office can be in (operation Countries_GetCountries).

        Any signed-in user may read them; they belong to no account and come in one answer.

        Args:
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The countries, by two-letter ids.
        """
        return await self._call(_GET_COUNTRIES, options)


class Currencies(RoomsResource):
    """Read the currencies that amounts can be in."""

    async def get_currencies(self, **options: Unpack[CallOptions]) -> GlobalCurrencies:
        """
        Read the currencies that amounts of listings, offers and loans can be in (operation
        Currencies_GetCurrencies).

        Any signed-in user may read them; they belong to no account and come in one answer.

        Args:
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The currencies.
        """
        return await self._call(_GET_CURRENCIES, options)


class States(RoomsResource):
    """Read the states and provinces that addresses can be in."""

    async def get_states(self, **options: Unpack[CallOptions]) -> GlobalStates:
        """
        Read the states and provinces that addresses can be in (operation States_GetStates).

        Any signed-in user may read them; they belong to no account and come in one answer.

        Args:
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The states, by ids such as "US-OH".
        """
        return await self._call(_GET_STATES, options)


class TimeZones(RoomsResource):
    """Read the time zones that an office can be in."""

    async def get_time_zones(self, **options: Unpack[CallOptions]) -> GlobalTimeZones:
        """
        Read the time zones that an office can be in (operation TimeZones_GetTimeZones).

        Any signed-in user may read them; they belong to no account and come in one answer.

        Args:
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The time zones.
        """
        return await self._call(_GET_TIME_ZONES, options)
