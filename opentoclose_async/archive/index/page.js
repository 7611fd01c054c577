// Search and show the entries of the page: plain JavaScript, without libraries.
// Texts of the account reach the document only as text, never as HTML.
"use strict";
(function () {
  const ROWS = 30; // shown at a time
  const PEOPLE_SHOWN = 6; // of a place

  // ---- Text ----

  const ASCII = /^[\x00-\x7f]*$/;
  const ACCENTS = /[\u0300-\u036f]/g;
  const LETTERS = {
    "\u00df": "ss", "\u00e6": "ae", "\u00f0": "d", "\u00f8": "o", "\u00fe": "th",
    "\u0111": "d", "\u0131": "i", "\u0142": "l", "\u0153": "oe", "\u03c2": "\u03c3",
    "\u2010": "-", "\u2013": "-", "\u2014": "-",
    "\u02bc": "'", "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'
  };
  const LETTER = new RegExp("[" + Object.keys(LETTERS).join("") + "]", "g");

  // Without case and accents: "Jos\u00e9 STRA\u00dfE" becomes "jose strasse".
  function fold(text) {
    if (ASCII.test(text)) return text.toLowerCase();
    return text.normalize("NFKD").replace(ACCENTS, "").toLowerCase()
      .replace(LETTER, function (letter) { return LETTERS[letter]; });
  }

  // What sorts "12 Elm" after "2 Elm".
  function sortKey(text) {
    return fold(text).replace(/\d+/g, function (digits) {
      return digits.length < 12 ? ("00000000000" + digits).slice(-12) : digits;
    });
  }

  // Control characters as spaces, and those that reverse what follows as their names.
  function visible(text) {
    return text.replace(/[\x00-\x1f\x7f-\x9f\u2028\u2029]/g, " ")
      .replace(/[\u202a-\u202e\u2066-\u2069]/g, function (character) {
        return "[U+" + character.charCodeAt(0).toString(16).toUpperCase() + "]";
      });
  }

  function number(value) {
    return value.toLocaleString("en");
  }

  function counted(count, one, many) {
    return number(count) + " " + (count === 1 ? one : many);
  }

  function size(bytes) {
    if (bytes < 1000) return counted(bytes, "byte", "bytes");
    let unit = 0;
    let value = bytes / 1000;
    while (value >= 999.5 && unit < 3) { value /= 1000; unit += 1; }
    return (value < 9.95 ? value.toFixed(1) : Math.round(value)) + " " + ["kB", "MB", "GB", "TB"][unit];
  }

  // ---- Entries ----

  const byId = function (id) { return document.getElementById(id); };
  const read = function (id) { return JSON.parse(byId(id).textContent); };
  const placeWord = document.body.getAttribute("data-places");
  const placeNoun = placeWord === "rooms" ? "room" : "property";
  const places = read("places");
  const people = read("people");
  const documents = [];
  const inPlaces = new Set(); // names and e-mail addresses of those in places

  places.forEach(function (place) {
    const details = Object.keys(place.details).map(function (name) { return place.details[name]; });
    const facts = [place.name, place.id, place.status, place.date].concat(place.people, details);
    place.facts = fold(facts.join("\n"));
    place.year = /^\d{4}/.test(place.date) ? place.date.slice(0, 4) : "";
    place.missing = 0;
    place.documents.forEach(function (each) {
      each.place = place;
      each.facts = fold(each.name);
      each.href = each.link || (each.file ? place.folder + each.file : "");
      if (!each.href) place.missing += 1;
      documents.push(each);
    });
    place.people.forEach(function (text) { // "Ann Adams", "ann@example.com", or "Ann Adams <ann@example.com>"
      fold(text).split(/ <|>$/).forEach(function (part) { inPlaces.add(part); });
    });
  });
  people.forEach(function (person) {
    person.facts = fold([person.name, person.email, person.role, person.status].join("\n"));
  });

  // ---- Views: what can be listed ----

  const views = [
    { id: "places", entries: places, one: placeNoun, many: placeWord, row: placeRow },
    { id: "documents", entries: documents, one: "document", many: "documents", row: documentRow },
    { id: "people", entries: people, one: "person", many: "people", row: personRow }
  ];
  const viewOf = function (id) { return views.filter(function (view) { return view.id === id; })[0]; };

  function compare(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
  }

  function sorted(entries, key, direction) {
    const keyed = entries.map(function (entry, index) { return { entry: entry, key: key(entry), index: index }; });
    keyed.sort(function (a, b) {
      if (!a.key !== !b.key) return a.key ? -1 : 1; // what has no date or name comes last
      return direction * compare(a.key, b.key) || a.index - b.index;
    });
    return keyed.map(function (each) { return each.entry; });
  }

  // The entries of a view in an order, kept for the next time.
  function ordered(view, sort) {
    const by = view.id === "people" ? "name" : sort;
    view.orders = view.orders || {};
    if (!view.orders[by]) {
      if (by === "name") {
        view.orders[by] = sorted(view.entries, function (entry) { return sortKey(entry.name); }, 1);
      } else if (view.id === "places") {
        view.orders[by] = sorted(places, function (place) { return place.date; }, by === "newest" ? -1 : 1);
      } else {
        view.orders[by] = [];
        ordered(views[0], by).forEach(function (place) {
          place.documents.forEach(function (each) { view.orders[by].push(each); });
        });
      }
    }
    return view.orders[by];
  }

  // ---- State: what is asked, also in the address ----

  const initial = { q: "", view: "places", status: null, year: null, sort: "newest", missing: false };
  let state = Object.assign({}, initial);

  function stateOf(fragment) {
    const values = new URLSearchParams(fragment.replace(/^#/, ""));
    const sort = values.get("sort");
    return {
      q: values.get("q") || "",
      view: viewOf(values.get("view")) ? values.get("view") : initial.view,
      status: values.get("status"),
      year: values.get("year"),
      sort: sort === "oldest" || sort === "name" ? sort : initial.sort,
      missing: values.get("missing") === "1"
    };
  }

  function fragmentOf(asked) {
    const out = new URLSearchParams();
    Object.keys(initial).forEach(function (name) {
      if (asked[name] !== initial[name]) out.set(name, asked[name] === true ? "1" : asked[name]);
    });
    return "#" + out.toString();
  }

  // ---- Search ----

  let searches = 0;
  let words = [];
  // Those of some words that are not in a text.
  function lacking(text, wanted) {
    return wanted.filter(function (word) { return text.indexOf(word) < 0; });
  }

  // Mark what matches every word with the number of this search, and count it.
  function search() {
    searches += 1;
    words = fold(state.q).split(/\s+/).filter(Boolean);
    const ofPlaces = state.view !== "people";
    const counts = { places: 0, documents: 0, people: 0 };

    places.forEach(function (place) {
      if (ofPlaces && state.status !== null && place.status !== state.status) return;
      if (ofPlaces && state.year !== null && place.year !== state.year) return;
      if (ofPlaces && state.missing && !place.missing) return;
      // The words that only documents can match.
      const left = lacking(place.facts, words);
      let unmatched = left;
      place.byDocuments = left.length > 0 || state.missing;
      place.documents.forEach(function (each) {
        each.why = false; // whether the place is found because of this document
        if (ofPlaces && state.missing && each.href) return;
        each.why = place.byDocuments;
        if (left.length) {
          const missing = lacking(each.facts, left);
          each.why = missing.length < left.length;
          if (unmatched.length) unmatched = lacking(each.facts, unmatched);
          if (missing.length) return;
        }
        each.found = searches;
        counts.documents += 1;
      });
      if (unmatched.length === 0) {
        place.found = searches;
        counts.places += 1;
      }
    });
    people.forEach(function (person) {
      if (!ofPlaces && state.status !== null && person.status !== state.status) return;
      if (lacking(person.facts, words).length) return;
      person.found = searches;
      counts.people += 1;
    });
    return counts;
  }

  // ---- Rows ----

  // An element with texts and other elements in it.
  function element(name, attributes, children) {
    const made = document.createElement(name);
    Object.keys(attributes).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    children.forEach(function (child) {
      if (child) made.appendChild(typeof child === "string" ? document.createTextNode(visible(child)) : child);
    });
    return made;
  }

  // A text of the account, whose direction of writing does not affect what is around it.
  function given(text) {
    return element("bdi", {}, [text]);
  }

  function link(text, href, attributes) {
    return element("a", Object.assign({ href: href }, attributes), [given(text)]);
  }

  // Texts and elements in a line, with spaces for those who copy it.
  function line(name, children) {
    const spaced = [];
    children.forEach(function (child) { if (child) spaced.push(child, " "); });
    return spaced.length > 0 && element(name, {}, spaced);
  }

  function fact(label, text) {
    return text && element("span", { class: "fact" }, [label && label + " ", given(text)]);
  }

  function minor(label, text) {
    return text && element("span", { class: "fact minor" }, [label && label + " ", given(text)]);
  }

  function status(text) {
    return text && element("span", { class: "fact minor status" }, [given(text)]);
  }

  function date(text) {
    return text && element("time", { class: "fact minor", datetime: text }, [text]);
  }

  // What the arrow keys stop at.
  function mainPart(text, href) {
    return href ? link(text, href, { class: "main" })
      : element("span", { class: "main", tabindex: "-1" }, [given(text)]);
  }

  function heading(text, href, inside) {
    const first = mainPart(text || "(no name)", href);
    const row = line("div", [element("h2", {}, [first])].concat(inside));
    row.className = "heading";
    return row;
  }

  // Append rows a few at a time, with a button for more.
  function appendRows(list, entries, row, from, button, step) {
    const to = Math.min(from + step, entries.length);
    const added = document.createDocumentFragment();
    for (let index = from; index < to; index += 1) added.appendChild(row(entries[index]));
    const first = added.firstChild;
    list.appendChild(added);
    button.hidden = to >= entries.length;
    button.textContent = "Show " + number(Math.min(step, entries.length - to)) + " more of "
      + number(entries.length - to);
    button.onclick = function () {
      const next = appendRows(list, entries, row, to, button, step);
      const target = next && next.querySelector(".main");
      if (target) target.focus();
    };
    return first;
  }

  function why(each) {
    if (each.href) return minor("", each.note);
    return element("span", { class: "missing" }, ["Missing", each.note ? ": " : "", each.note && given(each.note)]);
  }

  function documentItem(each) {
    const name = each.name || "(no name)";
    return element("li", each.why ? { class: "hit" } : {}, [
      mainPart(name, each.href), " ", each.size !== undefined && minor("", size(each.size)), " ", why(each)
    ]);
  }

  function placeDocuments(place) {
    const count = place.documents.length;
    if (!count) return element("p", { class: "minor" }, ["No documents"]);
    const list = element("ul", {}, []);
    const more = element("button", { type: "button" }, []);
    const missing = place.missing && element("span", { class: "missing" }, [number(place.missing) + " missing"]);
    const details = element("details", {}, [
      element("summary", {}, [counted(count, "document", "documents"), missing && " ", missing]), list, more
    ]);
    const fill = function () {
      if (list.firstChild) return;
      const hits = place.documents.filter(function (each) { return each.why; });
      const others = place.documents.filter(function (each) { return !each.why; });
      appendRows(list, hits.concat(others), documentItem, 0, more, ROWS);
    };
    details.addEventListener("toggle", fill);
    if (place.byDocuments) {
      fill();
      details.open = true;
    }
    return details;
  }

  function placeRow(place) {
    const details = Object.keys(place.details).map(function (name) { return fact(name, place.details[name]); });
    const asked = place.people.filter(function (text) { return lacking(fold(text), words).length < words.length; });
    const others = place.people.filter(function (text) { return asked.indexOf(text) < 0; });
    const names = asked.concat(others).slice(0, PEOPLE_SHOWN).map(function (text) { return fact("", text); });
    const rest = place.people.length - names.length;
    return element("li", {}, [
      heading(place.name, place.folder, [status(place.status), date(place.date), minor("id", place.id)]),
      line("p", details),
      line("p", names.concat(rest > 0 ? minor("", "and " + number(rest) + " more") : [])),
      placeDocuments(place)
    ]);
  }

  function documentRow(each) {
    const place = each.place;
    return element("li", {}, [
      heading(each.name, each.href, [each.size !== undefined && minor("", size(each.size)), why(each)]),
      line("p", [
        element("span", { class: "fact" }, [link(place.name || "(no name)", place.folder)]),
        status(place.status), date(place.date), minor("id", place.id)
      ])
    ]);
  }

  function personRow(person) {
    const named = [person.email, person.name].filter(function (text) { return text && inPlaces.has(fold(text)); })[0];
    const there = named && "#" + new URLSearchParams({ q: named });
    return element("li", {}, [
      heading(person.name || person.email, "", [status(person.status), minor("", person.role)]),
      line("p", [
        fact("", person.email),
        there && element("span", { class: "fact" }, [element("a", { href: there }, ["Show " + placeWord])])
      ])
    ]);
  }

  // ---- Controls ----

  const query = byId("query");
  const results = byId("results");
  const selects = { status: byId("status"), year: byId("year") };

  views.forEach(function (view) {
    view.radio = element("input", { type: "radio", name: "view", value: view.id, autocomplete: "off" }, []);
    view.count = element("span", { class: "number" }, []);
    const word = view.many.charAt(0).toUpperCase() + view.many.slice(1);
    byId("views").appendChild(element("label", {}, [
      view.radio, element("span", {}, [word + " ", view.count])
    ]));
    view.radio.addEventListener("change", function () {
      // Statuses of people are not those of places.
      const sameFilters = (view.id === "people") === (state.view === "people");
      ask(sameFilters ? { view: view.id } : { view: view.id, status: null, year: null });
    });
  });

  // The values that entries have, with how many have them; "=" tells an empty value from "all".
  function fillSelect(select, entries, key, none, direction) {
    const counts = new Map();
    entries.forEach(function (entry) { counts.set(entry[key], (counts.get(entry[key]) || 0) + 1); });
    const values = sorted(Array.from(counts.keys()), function (value) { return value; }, direction);
    select.textContent = "";
    select.appendChild(element("option", { value: "" }, ["all"]));
    values.forEach(function (value) {
      select.appendChild(element("option", { value: "=" + value }, [
        (value || none) + " (" + number(counts.get(value)) + ")"
      ]));
    });
  }

  // Show what is asked in the controls; forget a filter that no entry has.
  function showState() {
    const entries = state.view === "people" ? people : places;
    if (fillSelect.entries !== entries) {
      fillSelect.entries = entries;
      fillSelect(selects.status, entries, "status", "none", 1);
      fillSelect(selects.year, places, "year", "none", -1);
    }
    Object.keys(selects).forEach(function (name) {
      const select = selects[name];
      select.value = state[name] === null ? "" : "=" + state[name];
      if (select.selectedIndex < 0) {
        select.value = "";
        state[name] = null;
      }
    });
    if (query.value !== state.q) query.value = state.q;
    byId("sort").value = state.sort;
    byId("missing").checked = state.missing;
    [byId("year"), byId("sort"), byId("missing")].forEach(function (control) {
      control.parentNode.hidden = state.view === "people";
    });
    viewOf(state.view).radio.checked = true;
  }

  function showResults() {
    const counts = search();
    const view = viewOf(state.view);
    const found = ordered(view, state.sort).filter(function (entry) { return entry.found === searches; });
    views.forEach(function (each) { each.count.textContent = number(counts[each.id]); });
    byId("count").textContent = found.length === view.entries.length
      ? counted(found.length, view.one, view.many)
      : number(found.length) + " of " + counted(view.entries.length, view.one, view.many);
    results.textContent = "";
    appendRows(results, found, view.row, 0, byId("more"), ROWS);
    if (results.getBoundingClientRect().top < 0) window.scrollTo(0, 0);
  }

  function ask(changes) {
    Object.assign(state, changes);
    showState();
    showResults();
    // Later, because browsers limit how often the address may change.
    clearTimeout(remembering);
    remembering = setTimeout(remember, 250);
  }

  let remembering = 0;

  // Put what is asked into the address, for bookmarks and for the way back.
  function remember() {
    clearTimeout(remembering);
    const fragment = fragmentOf(state);
    if (fragment === (location.hash || "#")) return;
    try {
      history.replaceState(null, "", fragment);
    } catch (error) { // in some browsers, for a page that is a file
      location.replace(fragment);
    }
  }

  query.addEventListener("input", function () { ask({ q: query.value }); });
  Object.keys(selects).forEach(function (name) {
    selects[name].addEventListener("change", function () {
      const value = selects[name].value;
      const change = {};
      change[name] = value === "" ? null : value.slice(1);
      ask(change);
    });
  });
  byId("sort").addEventListener("change", function () { ask({ sort: byId("sort").value }); });
  byId("missing").addEventListener("change", function () { ask({ missing: byId("missing").checked }); });
  document.addEventListener("click", remember, true); // a link may lead away
  window.addEventListener("hashchange", function () {
    if (location.hash !== fragmentOf(state)) ask(stateOf(location.hash));
  });

  // "/" goes to the search, the arrows from there through the results, Escape clears it.
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const here = document.activeElement;
    const isTyping = /^(INPUT|SELECT|TEXTAREA)$/.test(here.tagName) && here.type !== "radio" && here.type !== "checkbox";
    if (event.key === "/" && !isTyping) {
      event.preventDefault();
      query.focus();
      query.select();
    } else if (event.key === "Escape" && here === query) {
      event.preventDefault();
      ask({ q: "" });
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const isInResults = results.contains(here);
      if (here !== query && !isInResults) return;
      const stops = Array.prototype.filter.call(results.querySelectorAll(".main"), function (stop) {
        return stop.offsetParent !== null; // not in documents that are folded away
      });
      const index = stops.indexOf(here);
      if (isInResults && index < 0) return;
      const next = event.key === "ArrowDown" ? stops[index + 1] : index > 0 ? stops[index - 1] : query;
      if (!next) return;
      event.preventDefault();
      next.focus();
    }
  });

  // ---- Start ----

  byId("summary").textContent = counted(places.length, placeNoun, placeWord) + ", "
    + counted(documents.length, "document", "documents") + " and "
    + counted(people.length, "person", "people") + ".";
  byId("fallback").hidden = true;
  byId("controls").hidden = false;
  ask(stateOf(location.hash));
  query.focus();
})();
