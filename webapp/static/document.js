// The text, the outline and the page image keep level with each other.

const SVG = "http://www.w3.org/2000/svg";
const clauses = [...document.querySelectorAll(".clause")];
const outline = document.querySelector(".outline");
const links = new Map([...document.querySelectorAll(".outline li > a")].map((link) => [new URL(link.href).hash.slice(1), link]));
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
  if (image?.isConnected) showOnPage(clause);
}

// scrollIntoView would move the page as well as the pane.
function keepInView(link) {
  const pane = outline.getBoundingClientRect();
  const { top, bottom } = link.getBoundingClientRect();
  if (top < pane.top || bottom > pane.bottom) outline.scrollTop += top - pane.top - pane.height / 3;
}

let latest = null; // pages arrive in any order: only the clause asked for last is shown

async function showOnPage(clause) {
  const boxes = boxesOf(clause);
  if (boxes.length === 0) return;
  latest = clause;
  const page = boxes[0][0];
  const picture = image.querySelector("image");
  const address = picture.getAttribute("href").replace(/\/\d+\.png/, `/${page}.png`);
  const response = await fetch(address);
  if (!response.ok || latest !== clause) return;
  const [width, height] = response.headers.get("Tiaoli-Points").split(" ");
  set(image, { viewBox: `0 0 ${width} ${height}` });
  set(picture, { width, height, href: address });
  image.querySelectorAll("rect").forEach((rect) => rect.remove());
  for (const [number, x0, top, x1, bottom] of boxes) {
    if (number !== page) continue;
    const rect = document.createElementNS(SVG, "rect");
    set(rect, { x: x0 - 3, y: top - 3, width: x1 - x0 + 6, height: bottom - top + 6, rx: 2 });
    image.append(rect);
  }
  showNumber(page);
}

function showNumber(page) {
  const label = document.querySelector("[data-page-number]");
  label.textContent = label.textContent.replace(/\d+/, page);
  for (const link of document.querySelectorAll("[data-turn]")) {
    const other = page + Number(link.dataset.turn);
    const target = new URL(link.href);
    target.searchParams.set("page", other);
    link.href = target.href;
    link.hidden = other < 1 || other > Number(image.dataset.last);
  }
}

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

// The clause that is being read: the one that was asked for, while it is in view; else the one near
// the window's top at first, near its end when all is scrolled.
function readClause() {
  if (asked && asked.getBoundingClientRect().top > 0 && asked.getBoundingClientRect().top < innerHeight / 2) return asked;
  const { scrollTop, scrollHeight, clientHeight } = document.documentElement;
  const line = 140 + (scrollTop / (scrollHeight - clientHeight || 1)) * (clientHeight - 160);
  return clauses.findLast((clause) => clause.getBoundingClientRect().top <= line) ?? clauses[0];
}

const current = document.querySelector(".clause.current");
let asked = current;
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
    const now = readClause();
    if (now !== last) place(now);
    last = now;
  });
}, { passive: true });

for (const clause of clauses) {
  for (const kind of ["focusin", "click"]) {
    clause.addEventListener(kind, () => {
      asked = clause;
      place(clause);
    });
  }
}
