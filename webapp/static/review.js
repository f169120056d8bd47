// The review: j k go from item to item, c h n w decide on the one that is marked.

import { actions } from "./keys.js";

const items = [...document.querySelectorAll(".review [data-item]")];

function marked() {
  return items.find((item) => item.classList.contains("at")) ?? items.find((item) => item.contains(document.activeElement));
}

function go(item, focus = true) {
  for (const other of items) other.classList.toggle("at", other === item);
  for (const link of document.querySelectorAll(".jump a")) {
    const here = link.hash === `#${item.id}`;
    link.toggleAttribute("aria-current", here);
    if (here) link.scrollIntoView({ block: "nearest" });
  }
  if (focus) item.querySelector("h3").focus({ preventScroll: true });
  item.scrollIntoView({ block: "start" });
}

function step(direction) {
  const now = items.indexOf(marked());
  const next = now < 0 ? 0 : now + direction;
  if (items[next]) go(items[next]);
}

// A button is pressed, a link followed; a form is opened with its first box ready to type in.
function press(key) {
  const control = marked()?.querySelector(`[data-key="${key}"]`);
  if (!control) return;
  if (!control.matches("summary")) return control.click();
  open(control.parentElement);
}

function open(form) {
  for (const other of document.querySelectorAll(".deciding-form[open]")) other.open = other === form;
  form.open = true;
  form.querySelector("input:not([type=hidden])").focus();
}

for (const form of document.querySelectorAll(".deciding-form")) {
  form.querySelector("summary").addEventListener("click", (event) => {
    if (form.open) return;
    event.preventDefault();
    open(form);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    form.open = false;
    form.closest("[data-item]").querySelector("h3").focus({ preventScroll: true });
  });
}

if (items.length) {
  Object.assign(actions, {
    j: () => step(1),
    k: () => step(-1),
    c: () => press("c"),
    h: () => press("h"),
    n: () => press("n"),
    w: () => press("w"),
  });
  const follow = () => {
    const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (items.includes(named)) go(named);
  };
  addEventListener("hashchange", follow);
  follow();
}
