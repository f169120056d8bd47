// Keys on every page: / search, j k next and previous item, n p changes or pages, Esc, ? help.

const query = document.getElementById("query");
const keyHelp = document.getElementById("key-help");

function isTyping(target) {
  return target.matches("input:not([type=checkbox], [type=radio], [type=file]), textarea, select");
}

function step(direction) {
  const items = [...document.querySelectorAll("[data-item]")];
  if (items.length === 0) return;
  const now = items.findIndex((item) => item.contains(document.activeElement) || item.classList.contains("at"));
  const next = now < 0 ? (direction > 0 ? 0 : items.length - 1) : Math.min(items.length - 1, Math.max(0, now + direction));
  items[now]?.classList.remove("at");
  items[next].classList.add("at");
  let target = items[next].querySelector("a[href], summary");
  if (!target) {
    target = items[next];
    target.tabIndex = -1;
  }
  target.focus({ preventScroll: true });
  items[next].scrollIntoView({ block: "nearest" });
}

// On the compare page: to the next change below the top of the window, or the one above it.
function stepThroughChanges(direction) {
  const changes = [...document.querySelectorAll("[data-change]")];
  if (changes.length === 0) return false;
  const margin = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
  const now = changes.findIndex((change) => change.id === location.hash.slice(1));
  const below = changes.findIndex((change) => change.getBoundingClientRect().top > margin + 1);
  const from = now >= 0 ? now : (below < 0 ? changes.length : below) - (direction > 0 ? 1 : 0);
  const next = changes[Math.min(changes.length - 1, Math.max(0, from + direction))];
  location.hash = next.id;
  next.querySelector("a[href]")?.focus({ preventScroll: true });
  return true;
}

function follow(relation) {
  document.querySelector(`a[rel="${relation}"]`)?.click();
}

function toggleHelp(show = keyHelp.hidden) {
  keyHelp.hidden = !show;
  if (show) keyHelp.focus();
}

function escape(target) {
  const menu = document.querySelector("details.menu[open]");
  if (keyHelp && !keyHelp.hidden) toggleHelp(false);
  else if (menu) menu.open = false;
  else if (isTyping(target)) target.blur();
  else if (document.querySelector("#panel:not([hidden])")) document.querySelector("[data-close-panel]").click();
  else if (history.length > 1) history.back();
}

export const actions = {
  "/": () => query.select(),
  j: () => step(1),
  k: () => step(-1),
  n: () => stepThroughChanges(1) || follow("next"),
  p: () => stepThroughChanges(-1) || follow("prev"),
  "?": () => toggleHelp(),
};

if (query) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "/" && event.target === query && query.value === "") {
      event.preventDefault(); // the key that leads here
    } else if (event.key === "Escape") {
      escape(event.target);
    } else if (!isTyping(event.target) && actions[event.key]) {
      event.preventDefault();
      actions[event.key]();
    }
  });
  // A click anywhere on a hit or a row opens it, unless words were being marked to copy them.
  document.addEventListener("click", (event) => {
    const item = event.target.closest(".hit, tr[data-item]");
    if (!item || event.target.closest("a, button, summary, input, select, label")) return;
    if (String(getSelection()) === "") item.querySelector("a[href]")?.click();
  });
  document.addEventListener("click", (event) => {
    const menu = document.querySelector("details.menu[open]");
    if (menu && !menu.contains(event.target)) menu.open = false;
  });
}
