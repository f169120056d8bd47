// Tags: a chip shows what speaks for it beside the text; t says of which type, x removes, u undoes.

import { actions } from "./keys.js";

const side = document.getElementById("side");
const hint = document.querySelector("[data-selected]"); // only for those who may correct
let selected = null; // the words selected last: {clause, words, before, after}

// The address's page, of which the pane and the clause's words are taken; the rest stays.
async function show(address) {
  const response = await fetch(address);
  if (!response.ok) return location.assign(address);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const pane = [...page.getElementById("side").children].filter((part) => !part.matches("[data-selected]"));
  side.replaceChildren(...(hint ? [hint] : []), ...pane);
  side.className = page.getElementById("side").className;
  document.querySelector(".document").className = page.querySelector(".document").className;
  const focused = document.activeElement?.closest?.("[data-tag]");
  const place = focused?.closest(".clause")?.id;
  const now = page.querySelector(".clause.current");
  const before = [...document.querySelectorAll(".clause.current, .clause:has(.chip.active)")];
  for (const id of new Set([...before, now].map((clause) => clause?.id))) swap(id, page);
  document.querySelector(".outline li.current")?.classList.remove("current");
  if (now) document.querySelector(`.outline li > a[href$="#${now.id}"]`)?.parentElement.classList.add("current");
  history.replaceState(null, "", address);
  if (place) document.querySelector(`#${place} [data-tag="${focused.dataset.tag}"]`)?.focus({ preventScroll: true });
  prepareChooser();
}

function swap(id, page) {
  const clause = document.getElementById(id);
  const other = page.getElementById(id);
  if (!clause || !other) return;
  clause.className = other.className;
  clause.replaceChildren(...other.childNodes);
}

// The chooser's box filters the list as one types, in either language.
function prepareChooser() {
  const filter = side.querySelector("[data-type-filter]");
  if (!filter) return;
  const list = side.querySelector("[name=type]");
  const all = [...list.options];
  filter.hidden = false;
  filter.addEventListener("input", () => {
    const typed = filter.value.trim().toLowerCase();
    list.replaceChildren(...all.filter((option) => option.text.toLowerCase().includes(typed)));
    list.selectedIndex = typed && list.length ? 0 : -1;
  });
  filter.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    list.selectedIndex = Math.min(list.length - 1, Math.max(0, list.selectedIndex + step));
  });
  list.addEventListener("keydown", (event) => {
    if (event.key === "Enter") list.form.requestSubmit();
  });
  const form = list.form;
  if (selected?.clause === form.elements.clause.value) {
    for (const name of ["words", "before", "after"]) form.elements[name].value = selected[name];
  }
  form.elements.words.addEventListener("input", () => {
    form.elements.before.value = form.elements.after.value = "";
  });
}

function remember() {
  const selection = getSelection();
  if (selection.isCollapsed || !selection.rangeCount) return;
  const range = selection.getRangeAt(0);
  const clause = element(range.startContainer)?.closest(".clause");
  if (!clause) return;
  const before = document.createRange();
  before.setStart(clause, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const after = document.createRange();
  const last = clause.querySelector(".tags");
  after.setStart(range.endContainer, range.endOffset);
  if (last) after.setEndBefore(last);
  else after.setEnd(clause, clause.childNodes.length);
  const words = String(range).trim();
  if (!words) return;
  selected = {
    clause: clause.dataset.clause,
    words,
    before: String(before).replace(/\s+/g, " ").slice(-24),
    after: clause.contains(range.endContainer) ? String(after).replace(/\s+/g, " ").slice(0, 24) : "",
  };
  hint.hidden = false;
  hint.querySelector("[data-selected-words]").textContent = words.length > 40 ? `${words.slice(0, 40)}…` : words;
}

function element(node) {
  return node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
}

function addressOf(clause) {
  const address = new URL(location.href);
  address.searchParams.set("version", clause.dataset.clause.split(".")[0]);
  address.searchParams.set("clause", clause.dataset.clause);
  address.searchParams.set("side", "tags");
  address.searchParams.delete("tag");
  address.searchParams.delete("page");
  address.hash = clause.id;
  return address.href;
}

// The clause meant by t: that of the selected words, of the focus, the current one, the one read.
function meant() {
  const own = selected && document.querySelector(`[data-clause="${selected.clause}"]`);
  const read = document.querySelector(".outline li.at > a");
  return (
    own ??
    document.activeElement?.closest(".clause") ??
    document.querySelector(".clause.at, .clause.current") ??
    (read ? document.getElementById(new URL(read.href).hash.slice(1)) : document.querySelector(".clause"))
  );
}

async function choose() {
  const clause = meant();
  if (!clause) return;
  await show(addressOf(clause));
  side.querySelector("[data-type-filter]")?.focus();
}

function remove() {
  const chip = document.activeElement?.closest?.("[data-tag]");
  const name = chip?.dataset.tag ?? new URL(location.href).searchParams.get("tag");
  if (!name) return;
  // What a person added is taken back by undoing that.
  const shown = () => side.querySelector(`[data-detail="${name}"] :is([data-remove], form button)`);
  const clause = chip?.closest(".clause")?.dataset.clause;
  const here = !clause || new URL(location.href).searchParams.get("clause") === clause;
  if (here && shown()) shown().click();
  else if (chip) show(chip.href).then(() => shown()?.click());
}

if (side && hint) {
  actions.t = choose;
  actions.x = remove;
  actions.u = () => document.getElementById("undo-last")?.requestSubmit();
  document.addEventListener("selectionchange", remember);
  side.addEventListener("click", (event) => {
    if (event.target.closest("[data-selected] button")) choose();
  });
}

if (side) {
  prepareChooser();
  document.addEventListener("click", (event) => {
    const chip = event.target.closest("[data-tag]");
    if (!chip || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(chip.href);
  });
  let waiting = null;
  document.addEventListener("focusin", (event) => {
    clearTimeout(waiting);
    const chip = event.target.closest(".text [data-tag]");
    if (chip?.matches(":focus-visible") && chip.href !== location.href) waiting = setTimeout(() => show(chip.href), 200);
  });
}
