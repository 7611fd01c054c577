"""Read with DocuSign's own docusign-rooms, one page after another, its only way."""

import importlib

from benchmarks.client_process import PAGE_SIZE, Job, Meter

__all__ = ["read"]


def read(job: Job, meter: Meter) -> None:
    """Read the pages."""
    package = importlib.import_module("docusign_rooms")  # an optional peer, without types
    configuration = importlib.import_module("docusign_rooms.client.configuration").Configuration()
    # Release 1.3.0 reads this attribute and never sets it, so a response with an accessLevel raises
    # AttributeError. The generator that it was made with sets it to True.
    configuration.client_side_validation = True
    client = package.ApiClient(host=f"{job.base_url}/restapi")
    client.set_default_header("Authorization", "Bearer loopback")
    users = package.UsersApi(client)
    with meter.running():
        for start in job.starts:
            page = users.get_users("bench", start_position=start, count=PAGE_SIZE)
            meter.add_page([row.user_id for row in page.user_summaries])
