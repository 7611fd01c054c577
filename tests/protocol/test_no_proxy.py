"""NO_PROXY, as other programs parse it."""

from ipaddress import ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async._protocol.no_proxy import bypasses_proxy

API = "https://api.corp.example:8443"
V4 = "https://10.1.2.3:443"
V6 = "http://2001:db8::5:80"


def around(no_proxy: str, url: str) -> bool:
    scheme, _, rest = url.partition("://")
    host, _, port = rest.rpartition(":")
    return bypasses_proxy(no_proxy, scheme, host, int(port))


@pytest.mark.parametrize(
    ("no_proxy", "url"),
    [
        ("*", API),
        ("api.corp.example", API),
        ("API.Corp.Example", API),
        ("api.corp.example.", API),
        ("corp.example", API),
        (".corp.example", API),
        ("*.corp.example", API),
        ("api.corp.example:8443", API),
        (".example:8443", API),
        ("https://api.corp.example", API),
        ("https://api.corp.example:8443/", API),
        ("a.test,api.corp.example", API),
        ("a.test, api.corp.example", API),
        ("a.test api.corp.example", API),
        (" , api.corp.example ,", API),
        ("corp.example", "https://corp.example:443"),
        ("*.corp.example", "https://corp.example:443"),
        ("api.corp.example", "https://api.corp.example.:443"),
        ("10.1.2.3", V4),
        ("10.1.2.3:443", V4),
        ("10.0.0.0/8", V4),
        ("10.9.9.9/8", V4),
        ("10.0.0.0/255.0.0.0", V4),
        ("10.0.0.0/8:443", V4),
        ("2001:db8::5", V6),
        ("2001:DB8:0::5", V6),
        ("[2001:db8::5]", V6),
        ("[2001:db8::5]:80", V6),
        ("2001:db8::/32", V6),
        ("[2001:db8::]/32", V6),
        ("::1,2001:db8::/32", V6),
    ],
)
def test_bypassed(no_proxy: str, url: str) -> None:
    assert around(no_proxy, url)


@pytest.mark.parametrize(
    ("no_proxy", "url"),
    [
        ("", API),
        (",", API),
        (".", API),
        ("*.", API),
        ("orp.example", API),
        ("www.api.corp.example", API),
        ("api.corp.example:443", API),
        ("http://api.corp.example", API),
        ("api.corp.example:port", API),
        ("10.0.0.0/8", API),
        ("10.1.2.3:80", V4),
        ("1.2.3", V4),
        ("11.0.0.0/8", V4),
        ("10.0.0.0/33", V4),
        ("10.0.0.0/8", V6),
        ("2001:db8::6", V6),
        ("[2001:db8::5]:443", V6),
        ("2001:db9::/32", V6),
        ("[2001", V6),
    ],
)
def test_not_bypassed(no_proxy: str, url: str) -> None:
    assert not around(no_proxy, url)


@given(st.ip_addresses(), st.data())
def test_a_network_includes_its_addresses(address: object, data: st.DataObject) -> None:
    most = 32 if str(address).count(".") else 128
    network = ip_network(f"{address}/{data.draw(st.integers(0, most))}", strict=False)
    assert bypasses_proxy(str(network), "https", str(address), 443)


@given(st.text(max_size=40))
def test_any_text_is_accepted(no_proxy: str) -> None:
    assert bypasses_proxy(no_proxy, "https", "api.corp.example", 443) in (True, False)
