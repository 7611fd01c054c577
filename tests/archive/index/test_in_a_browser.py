"""The page in a real browser: search, links, keys, hostile texts, screens."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from opentoclose_async.archive.index import IndexedDocument, IndexedPlace
from tests.archive.index.browser import Browser
from tests.archive.index.entries import FILES, HOSTILE, PEOPLE, PLACES, page_of, with_texts

FOUND = (
    "Array.from(document.querySelectorAll('#results > li > .heading .main'), e => e.textContent)"
)
COUNT = "document.getElementById('count').textContent"
FOCUSED = "document.activeElement.id || document.activeElement.textContent"
ODD_NAMES = (
    "1 plain.txt",
    "2 a#b.txt",
    "3 100% of it %41 %2F.txt",
    "4 what? really?.txt",
    "5 Grüße aus Köln.txt",
    "6 cafe\u0301.txt",  # decomposed, as macOS has it
    "7 🏡 plan.txt",
    "8 a&b;c=d+e,f@g:h$i!(j)*~[k]{l}|^`.txt",
    "9 'single' \"double\" <tag>.txt",
    "javascript:alert(1).txt",
    "..hidden .txt",
)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    return save(tmp_path_factory.mktemp("archive"), page_of())


@pytest.fixture
def page(browser: Browser, url: str) -> Iterator[Browser]:
    """Open the page of three rooms, which must load nothing and violate no policy."""
    browser.go(url)
    yield browser
    assert browser.complaints() == []
    assert {each.partition("#")[0] for each in browser.requests()} <= {url, "about:blank"}


def save(folder: Path, page: bytes) -> str:
    file = folder / "index.html"
    file.write_bytes(page)
    return file.as_uri()


def ask(page: Browser, text: str) -> list[str]:
    """Type a query over the one before and return the names of the results."""
    page.run("document.getElementById('query').select()")
    page.type(text)
    found: list[str] = page.run(FOUND)
    return found


def choose(page: Browser, control: str, label: str) -> list[str]:
    """Choose an option by what it says, without its count, and return the names of the results."""
    page.run(
        f"""(() => {{
            const control = document.getElementById("{control}");
            const options = Array.from(control.options);
            control.value = options.find(e => e.textContent.split(" (")[0] === "{label}").value;
            control.dispatchEvent(new Event("change"));
        }})()"""
    )
    found: list[str] = page.run(FOUND)
    return found


def show(page: Browser, view: str) -> list[str]:
    page.run(f"document.querySelector('input[value={view}]').click()")
    found: list[str] = page.run(FOUND)
    return found


def wait_until(page: Browser, condition: str) -> None:
    """Wait until an expression is true in the page."""
    page.run(
        f"""new Promise(resolve => {{
            const look = () => ({condition}) ? resolve() : requestAnimationFrame(look);
            look();
        }})"""
    )


def test_every_word_must_match_whatever_the_case_and_accents(page: Browser) -> None:
    first, second, third = everything = ["12 Elm Street", "2 Elm Street", "Łódź straße"]
    for query, expected in (
        ("", everything),
        ("elm", [first, second]),
        ("ELM  12", [first]),
        ("elm closed", [second]),
        ("1234", [first]),
        ("jose muller", [first]),
        ("ANN@EXAMPLE.COM", [first]),
        ("springfield downtown", [first]),
        ("counter elm", [second]),
        ("offer survey", [first]),  # in two documents
        ("o'brien - lease", [second]),
        ("LODZ strasse", [third]),
        ("2024-11", [second]),
        ("elm lodz", []),
        ("street1234", []),  # no word spans two facts
    ):
        assert ask(page, query) == expected, query
        total = "3 rooms" if expected == everything else f"{len(expected)} of 3 rooms"
        assert page.run(COUNT) == total


def test_documents_and_people_are_found_too(page: Browser) -> None:
    ask(page, "elm offer")
    labels = "Array.from(document.querySelectorAll('#views label'), e => e.textContent)"
    assert page.run(labels) == ["Rooms 2", "Documents 2", "People 0"]
    assert show(page, "documents") == ["Offer.pdf", "Counter offer.pdf"]
    assert ask(page, "offer survey") == []
    assert ask(page, "survey springfield") == ["Survey.pdf"]
    assert ask(page, "zoe") == []
    assert show(page, "people") == ["Zoë Nobody"]
    assert ask(page, "") == ["Ann Adams", "Bob Brown", "Zoë Nobody"]


def test_documents_that_match_are_shown_first_in_their_room(page: Browser) -> None:
    names = "Array.from(document.querySelectorAll('details[open] li .main'), e => e.textContent)"
    ask(page, "12 elm")
    assert page.run(names) == []
    ask(page, "12 survey")
    assert page.run(names) == ["Survey.pdf", "Offer.pdf"]


def test_missing_documents_say_why(page: Browser) -> None:
    page.run("document.getElementById('missing').click()")
    assert page.run(FOUND) == ["12 Elm Street"]
    assert show(page, "documents") == ["Survey.pdf"]
    row = page.run("document.querySelector('#results > li').textContent")
    assert "Missing: The server returned 500 three times." in row
    assert page.run("document.querySelectorAll('#results h2 a').length") == 0
    assert "1 item is missing" in page.run("document.querySelector('header').textContent")


def test_filters_and_orders(page: Browser) -> None:
    assert choose(page, "sort", "oldest") == ["2 Elm Street", "12 Elm Street", "Łódź straße"]
    assert choose(page, "sort", "name") == ["2 Elm Street", "12 Elm Street", "Łódź straße"]
    assert choose(page, "status", "Closed") == ["2 Elm Street"]
    assert choose(page, "year", "2026") == []
    assert choose(page, "status", "all") == ["12 Elm Street"]
    assert choose(page, "year", "none") == ["Łódź straße"]
    assert show(page, "people") == ["Ann Adams", "Bob Brown", "Zoë Nobody"]
    assert choose(page, "status", "Pending") == ["Zoë Nobody"]
    assert len(show(page, "places")) == 3


def test_a_search_can_be_kept_as_an_address(page: Browser, url: str) -> None:
    ask(page, "elm & 50% #1")
    choose(page, "status", "Closed")
    show(page, "documents")
    choose(page, "sort", "name")
    wait_until(page, "location.hash.includes('sort=name')")
    kept = page.run("location.href")
    page.go("about:blank")
    page.go(kept)
    state = "['query', 'status', 'sort'].map(id => document.getElementById(id).value)"
    assert page.run(state) == ["elm & 50% #1", "=Closed", "name"]
    assert page.run("document.querySelector('input[value=documents]').checked")
    page.run("location.hash = '#q=lodz&view=nonsense&status=Gone&sort=0'")
    wait_until(page, "document.getElementById('query').value === 'lodz'")
    assert page.run(FOUND) == ["Łódź straße"]


def test_people_lead_to_their_rooms_and_back(page: Browser) -> None:
    show(page, "people")
    ask(page, "ann")
    page.run("document.querySelector('#results p a').click()")
    wait_until(page, "document.getElementById('query').value === 'ANN@example.com'")
    assert page.run(FOUND) == ["12 Elm Street"]
    page.run("history.back()")
    wait_until(page, "document.getElementById('query').value === 'ann'")
    assert page.run(FOUND) == ["Ann Adams"]


def test_it_can_be_used_without_a_mouse(page: Browser) -> None:
    assert page.run(FOCUSED) == "query"
    page.type("elm")
    page.press("ArrowDown")
    assert page.run(FOCUSED) == "12 Elm Street"
    page.press("ArrowDown")
    page.press("ArrowDown")
    assert page.run(FOCUSED) == "2 Elm Street"
    page.press("ArrowUp")
    page.press("ArrowUp")
    assert page.run(FOCUSED) == "query"
    page.press("ArrowDown")
    page.press("/")
    assert page.run(FOCUSED) == "query"
    page.type("1/2")
    page.press("Escape")
    assert page.run("document.getElementById('query').value") == ""
    assert len(page.run(FOUND)) == 3


def test_every_control_has_a_label(page: Browser) -> None:
    controls = (
        "Array.from(document.querySelectorAll('input, select'), e => e.labels[0].textContent)"
    )
    assert all(page.run(controls))
    assert page.run("document.getElementById('count').getAttribute('role')") == "status"


def test_links_open_the_files(browser: Browser, tmp_path: Path) -> None:
    folder = "rooms/2026/1 50% #1? Grüße 🏡"
    paths = [f"{folder}/documents/{name}" for name in ODD_NAMES]
    (tmp_path / folder / "documents").mkdir(parents=True)
    (tmp_path / "lists").mkdir()
    for path in (*paths, "manifest.jsonl", FILES[0].path):
        (tmp_path / path).write_text(path, "utf-8-sig")
    documents = tuple(map(IndexedDocument, ODD_NAMES, paths))
    place = IndexedPlace(1, "Odd", "", "2026-01-01", folder, documents=documents)
    url = save(tmp_path, page_of((place,), files=FILES[:1]))

    def follow(selector: str, fragment: str = "") -> Any:
        browser.go(url)
        browser.run(f"location.hash = {fragment!r}")
        wait_until(browser, f"document.querySelector({selector!r})")
        browser.run(f"document.querySelector({selector!r}).click()")
        browser.wait_until_loaded()
        return browser.run("document.body.textContent")

    for index, path in enumerate(paths, 1):
        link = f"#results > li:nth-child({index}) h2 a"
        assert follow(link, "view=documents") == path
    follow("#results h2 a")
    assert browser.run("location.href") == f"{(tmp_path / folder).as_uri()}/"
    assert follow("#lists li:nth-child(1) a") == "manifest.jsonl"
    assert follow("#lists li:nth-child(2) a") == FILES[0].path


def test_hostile_texts_are_only_shown(browser: Browser, tmp_path: Path) -> None:
    url = save(tmp_path, with_texts(HOSTILE))
    browser.go(url)
    for view in ("documents", "people", "places"):
        shown = show(browser, view)
        assert len(shown) == len(HOSTILE) * (2 if view == "documents" else 1)
        assert {text for text in HOSTILE if text.isprintable()} < set(shown)
        assert not {"\u202e", "\u2066", "\u2028", "\n", "\0"} & set("".join(shown))
        browser.run("document.querySelectorAll('details').forEach(e => { e.open = true; })")
    assert browser.run("typeof window.hacked") == "undefined"
    assert browser.run("document.querySelectorAll('script, img, svg, b').length") == 3
    links = browser.run("Array.from(document.links, e => e.href)")
    assert [each for each in links if not each.startswith(f"{tmp_path.as_uri()}/")] == []
    assert browser.complaints() == []
    assert browser.requests() == {url}


def test_only_some_rows_are_shown_at_a_time(browser: Browser, tmp_path: Path) -> None:
    documents = tuple(IndexedDocument(f"{number}.pdf") for number in range(100))
    names = [f"{number} Elm" for number in range(100)]
    everybody = tuple(f"Agent {number}" for number in range(50))
    places = tuple(
        IndexedPlace(number, name, "", "", f"properties/{number}", everybody, documents)
        for number, name in enumerate(names)
    )
    browser.go(save(tmp_path, page_of(places, place_word="properties")))
    first = len(browser.run(FOUND))
    assert 0 < first < 100
    assert browser.run(COUNT) == "100 properties"
    more = "document.getElementById('more')"
    browser.run(f"{more}.click()")
    assert browser.run(FOUND) == names[: 2 * first]
    assert browser.run(FOCUSED) == names[first]
    browser.run(f"while (!{more}.hidden) {more}.click()")
    assert browser.run(FOUND) == names
    assert ask(browser, ".pdf 99") == names[:first]
    inner = "document.querySelectorAll('#results > li:first-child details[open] li').length"
    assert browser.run(inner) == first
    ask(browser, "49")
    people = "document.querySelectorAll('#results > li:first-child p')[0].textContent.trim()"
    shown = browser.run(people)
    assert shown.startswith("Agent 49 Agent 0 ")
    assert shown.endswith(" more")


def test_without_scripts_it_says_where_to_look(browser: Browser, url: str) -> None:
    browser.permit_scripts(False)
    browser.go(url)
    text = browser.run("document.body.innerText")
    assert "needs JavaScript" in text
    assert "Status" not in text
    links = browser.run("Array.from(document.links, e => e.getAttribute('href'))")
    assert {"manifest.jsonl", "rooms/", "./lists/users.jsonl"} <= set(links)


def test_it_fits_phones_the_dark_and_paper(browser: Browser, tmp_path: Path) -> None:
    long = "Averylongname" * 40
    place = evolve(PLACES[0], name=long, people=(long,), details={long: long}, status=long)
    browser.resize(390, 844)
    browser.go(save(tmp_path, page_of((place,), PEOPLE, title=long)))
    for view in ("places", "documents", "people"):
        show(browser, view)
        assert browser.run("document.documentElement.scrollWidth <= innerWidth"), view
    background = "getComputedStyle(document.body).backgroundColor"
    light = browser.run(background)
    browser.emulate(scheme="dark")
    assert browser.run(background) != light == "rgb(255, 255, 255)"
    browser.emulate(scheme="dark", media="print")
    assert browser.run(background) == light
    ink = "getComputedStyle(document.querySelector('.fact:not(.minor) bdi')).color"
    assert browser.run(ink) == "rgb(27, 31, 36)"
    assert browser.run("document.getElementById('controls').offsetHeight") == 0
    assert browser.run("document.querySelector('#results').offsetHeight") > 0
