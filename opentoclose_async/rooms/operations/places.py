"""Look-up lists of countries, states, currencies and time zones."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from typing import Unpack

from opentoclose_async._blocking.twins import BlockingResource, calls
from opentoclose_async._runtime.options import CallOptions
from opentoclose_async.rooms.models.places import (
    GlobalCountries,
    GlobalCurrencies,
    GlobalStates,
    GlobalTimeZones,
)
from opentoclose_async.rooms.resource import RoomsOperation, RoomsResource, as_model

__all__ = [
    "BlockingCountries",
    "BlockingCurrencies",
    "BlockingStates",
    "BlockingTimeZones",
    "Countries",
    "Currencies",
    "States",
    "TimeZones",
]


_GET_COUNTRIES = RoomsOperation(
    name="get_countries",
    verb="GET",
    path="/countries",
    convert=as_model(GlobalCountries),
    of_account=False,
)
_GET_STATES = RoomsOperation(
    name="get_states", verb="GET", path="/states", convert=as_model(GlobalStates), of_account=False
)
_GET_CURRENCIES = RoomsOperation(
    name="get_currencies",
    verb="GET",
    path="/currencies",
    convert=as_model(GlobalCurrencies),
    of_account=False,
)
_GET_TIME_ZONES = RoomsOperation(
    name="get_time_zones",
    verb="GET",
    path="/time_zones",
    convert=as_model(GlobalTimeZones),
    of_account=False,
)


class Countries(RoomsResource):
    """Get the countries that an office can be in."""

    async def get_countries(
        self,
        **options: Unpack[CallOptions],
    ) -> GlobalCountries:
        """
        Get the countries that an office can be in (operation Countries_GetCountries).

        The list is the same for all accounts, is not paged, and any signed-in user may get it.

        Args:
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The countries, with two-letter IDs.
        """
        return await self._call(_GET_COUNTRIES, options)


class BlockingCountries(BlockingResource[Countries]):
    """``Countries`` without ``await``."""

    get_countries = calls(Countries.get_countries)


class Currencies(RoomsResource):
    """Get the currencies that amounts can be in."""

    async def get_currencies(
        self,
        **options: Unpack[CallOptions],
    ) -> GlobalCurrencies:
        """
        Get the currencies that the amounts of listings, offers and loans can be in (operation
        Currencies_GetCurrencies).

        The list is the same for all accounts, is not paged, and any signed-in user may get it.

        Args:
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The currencies.
        """
        return await self._call(_GET_CURRENCIES, options)


class BlockingCurrencies(BlockingResource[Currencies]):
    """``Currencies`` without ``await``."""

    get_currencies = calls(Currencies.get_currencies)


class States(RoomsResource):
    """Get the states and provinces that addresses can be in."""

    async def get_states(
        self,
        **options: Unpack[CallOptions],
    ) -> GlobalStates:
        """
        Get the states and provinces that addresses can be in (operation States_GetStates).

        The list is the same for all accounts, is not paged, and any signed-in user may get it.

        Args:
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The states, with IDs such as "US-OH".
        """
        return await self._call(_GET_STATES, options)


class BlockingStates(BlockingResource[States]):
    """``States`` without ``await``."""

    get_states = calls(States.get_states)


class TimeZones(RoomsResource):
    """Get the time zones that an office can be in."""

    async def get_time_zones(
        self,
        **options: Unpack[CallOptions],
    ) -> GlobalTimeZones:
        """
        Get the time zones that an office can be in (operation TimeZones_GetTimeZones).

        The list is the same for all accounts, is not paged, and any signed-in user may get it.

        Args:
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The time zones.
        """
        return await self._call(_GET_TIME_ZONES, options)


class BlockingTimeZones(BlockingResource[TimeZones]):
    """``TimeZones`` without ``await``."""

    get_time_zones = calls(TimeZones.get_time_zones)
