// On the compare page: page images are fetched when they are asked for; the list of changes and the
// heat strip follow what is being read.

async function load(details) {
  const response = await fetch(details.querySelector("a").href);
  if (!response.ok) return; // the link stays: it says what is wrong
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const sides = page.querySelector(".page-sides");
  if (sides) details.querySelector("a").replaceWith(document.adoptNode(sides));
}

for (const details of document.querySelectorAll(".on-page")) {
  details.addEventListener("toggle", () => load(details), { once: true });
}

const changes = [...document.querySelectorAll("[data-change]")];
const pane = document.querySelector(".pane.changes");
const marked = new Map();
for (const link of document.querySelectorAll(".pane.changes a, .heat a")) {
  const place = link.getAttribute("href").slice(1);
  marked.set(place, [...(marked.get(place) ?? []), link]);
}
const visible = new Set();
let current = null;

function follow() {
  const target = changes.find((change) => change.id === location.hash.slice(1) && visible.has(change));
  const now = target ?? changes.find((change) => visible.has(change));
  if (!now || now === current) return;
  for (const link of marked.get(current?.id) ?? []) link.removeAttribute("aria-current");
  for (const link of marked.get(now.id) ?? []) {
    link.setAttribute("aria-current", "true");
    if (pane.contains(link)) keepInView(link);
  }
  current = now;
}

// scrollIntoView would move the page as well as the pane.
function keepInView(link) {
  const frame = pane.getBoundingClientRect();
  const { top, bottom } = link.getBoundingClientRect();
  if (top < frame.top || bottom > frame.bottom) pane.scrollTop += top - frame.top - frame.height / 3;
}

const watcher = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) visible.add(target);
    else visible.delete(target);
  }
  follow();
}, { rootMargin: "-90px 0px 0px 0px" }); // what is behind the bar and the heads is not being read
changes.forEach((change) => watcher.observe(change));
addEventListener("hashchange", follow);
