// Page images of a change are fetched when they are asked for.

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
