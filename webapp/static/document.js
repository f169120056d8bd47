// The text, the outline and the page image keep level with each other.

const SVG = "http://www.w3.org/2000/svg";
const clauses = [...document.querySelectorAll(".clause")];
const outline = document.querySelector(".outline");
const links = new Map([...document.querySelectorAll(".outline a")].map((link) => [new URL(link.href).hash.slice(1), link]));
const image = document.querySelector("[data-page-image]");

function boxesOf(clause) {
  return (clause.dataset.boxes ?? "").split(";").filter(Boolean).map((box) => box.split(",").map(Number));
}

function place(clause) {
  const link = links.get(clause.id);
  document.querySelector(".outline li.at")?.classList.remove("at");
  if (link) {
    link.parentElement.classList.add("at");
    keepInView(link);
  }
  if (image) showOnPage(clause);
}

// scrollIntoView would move the page as well as the pane.
function keepInView(link) {
  const top = link.offsetTop - outline.offsetTop;
  if (top < outline.scrollTop || top + link.offsetHeight > outline.scrollTop + outline.clientHeight) {
    outline.scrollTop = top - outline.clientHeight / 3;
  }
}

function showOnPage(clause) {
  const boxes = boxesOf(clause);
  if (boxes.length === 0) return;
  const page = boxes[0][0];
  const picture = image.querySelector("image");
  const address = picture.getAttribute("href").replace(/\/\d+\.png/, `/${page}.png`);
  if (address !== picture.getAttribute("href")) picture.setAttribute("href", address);
  image.querySelectorAll("rect").forEach((rect) => rect.remove());
  for (const [number, x0, top, x1, bottom] of boxes) {
    if (number !== page) continue;
    const rect = document.createElementNS(SVG, "rect");
    const sizes = { x: x0 - 3, y: top - 3, width: x1 - x0 + 6, height: bottom - top + 6, rx: 2 };
    for (const [name, value] of Object.entries(sizes)) rect.setAttribute(name, value);
    image.append(rect);
  }
  const label = document.querySelector("[data-page-number]");
  label.textContent = label.textContent.replace(/\d+/, page);
}

function topClause() {
  const line = 140; // pixels below the window's top: just under the bar
  return clauses.findLast((clause) => clause.getBoundingClientRect().top <= line) ?? clauses[0];
}

const current = document.querySelector(".clause.current");
if (current && !location.hash) current.scrollIntoView();
const listed = current && links.get(current.id);
if (listed) keepInView(listed);
if (image && current) image.querySelector("rect")?.scrollIntoView({ block: "nearest" });

let waiting = false;
let last = null;
document.addEventListener("scroll", () => {
  if (waiting || clauses.length === 0) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    const now = topClause();
    if (now !== last) place(now);
    last = now;
  });
}, { passive: true });

for (const clause of clauses) {
  clause.addEventListener("focusin", () => place(clause));
  clause.addEventListener("click", () => place(clause));
}
