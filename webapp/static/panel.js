// A hit opens beside the results. j and k go on to the next while it is open; ] goes over to what is
// opened and [ back to the hits; Esc closes it.

import { actions } from "./keys.js";

const panel = document.getElementById("panel");
const PAUSE = 150; // ms: who holds j down wants the last one

let asked = 0;

async function open(link) {
  const mine = ++asked;
  const response = await fetch(link.dataset.open);
  if (mine !== asked) return;
  if (!response.ok) {
    location.href = link.href; // the whole page says what is wrong
    return;
  }
  panel.innerHTML = await response.text();
  panel.querySelector("[data-close-panel]").href = panel.dataset.close;
  for (const field of panel.querySelectorAll("input[name=next]")) field.value = link.getAttribute("href");
  panel.hidden = false;
  panel.scrollTop = 0;
  panel.querySelector(".current")?.scrollIntoView({ block: "nearest" });
  showPages();
  const hit = link.closest(".hit");
  document.querySelector(".hit.opened")?.classList.remove("opened");
  hit.classList.add("opened");
  hit.scrollIntoView({ block: "nearest" });
  history.replaceState(null, "", link.href.split("#")[0]);
}

// Drawing a page takes a moment: the text is there before it.
async function showPages() {
  const place = panel.querySelector("[data-later]");
  if (!place) return;
  const response = await fetch(place.dataset.later);
  if (response.ok && place.isConnected) place.innerHTML = await response.text();
}

function backToTheHit() {
  document.querySelector(".hit.opened a[data-open]:not([tabindex='-1'])")?.focus();
}

actions["]"] = () => panel.focus();
actions["["] = backToTheHit;

function close() {
  asked += 1;
  if (panel.contains(document.activeElement)) backToTheHit();
  panel.hidden = true;
  document.querySelector(".hit.opened")?.classList.remove("opened");
  history.replaceState(null, "", panel.dataset.close);
}

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest("a[data-open]");
  if (link) {
    event.preventDefault();
    open(link);
  } else if (event.target.closest("[data-close-panel]")) {
    event.preventDefault();
    close();
  }
});

// What a menu in the panel unfolds may lie below its edge.
panel.addEventListener("toggle", ({ target }) => {
  if (target.open) (target.querySelector("form") ?? target).scrollIntoView({ block: "nearest" });
}, true);

let waiting;
document.addEventListener("focusin", (event) => {
  if (panel.hidden) return;
  const link = event.target.closest(".hit")?.querySelector("a[data-open]");
  clearTimeout(waiting);
  if (link && !link.closest(".opened")) waiting = setTimeout(() => open(link), PAUSE);
});

if (!panel.hidden) showPages();
