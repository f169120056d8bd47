// While the form is filled in, the query that it writes stands beside it, with how much it finds.

const PAUSE = 250; // milliseconds after the last key

const form = document.querySelector("[data-builder]");
let timer = 0;
let asked = 0;

function filled() {
  const values = new URLSearchParams(new FormData(form));
  for (const [name, value] of [...values]) if (!value) values.delete(name);
  return values;
}

async function show() {
  const turn = ++asked;
  try {
    const response = await fetch(`${form.dataset.builder}?${filled()}`);
    if (!response.ok || turn !== asked) return;
    form.querySelector("[data-written]").innerHTML = await response.text();
  } catch {
    return; // the button still searches
  }
  const wrong = new Set([...form.querySelectorAll("[data-wrong]")].map((note) => note.dataset.wrong));
  for (const field of form.querySelectorAll("input")) {
    const name = field.name.replace(/_(from|to)$/, "");
    field.toggleAttribute("aria-invalid", wrong.has(name));
  }
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(show, PAUSE);
}

if (form) {
  form.querySelector("[data-plain]").hidden = true;
  form.addEventListener("input", soon);
}
