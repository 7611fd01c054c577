"""The properties of the drop-in client."""

from opentoclose_async._blocking.twins import calls
from opentoclose_async.legacy.base_client import BaseClient
from opentoclose_async.legacy.twins import returns_dict, returns_dicts
from opentoclose_async.otc.properties import Properties

__all__ = ["PropertiesAPI"]


class PropertiesAPI(BaseClient[Properties]):
    """
    Create, read, update and delete properties.

    A new property without a team member gets the first member of the first team that has any, and
    fields and options that the account does not have are omitted. Both are logged as warnings.
    """

    _group = "properties"

    list_properties = returns_dicts(Properties.list_properties, Properties.iter_properties)
    create_property = returns_dict(Properties.create_property)
    retrieve_property = returns_dict(Properties.retrieve_property)
    update_property = returns_dict(Properties.update_property)
    delete_property = returns_dict(Properties.delete_property)
    get_property_fields = calls(Properties.get_property_fields)
