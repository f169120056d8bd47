// Uploads file by file, so that each shows its own progress; without this the plain form is sent.

const form = document.querySelector("[data-upload]");
const part = (name) => form.querySelector(`[data-${name}]`);
const words = form ? JSON.parse(form.dataset.words) : {};
const AT_ONCE = 2;
let sending = null; // the run that files are being sent into

async function post(address, fields) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  const response = await fetch(address, { method: "POST", body, headers: { "X-CSRFToken": token() } });
  const answer = response.status === 204 ? {} : await response.json();
  if (!response.ok) throw new Error(answer.message);
  return answer;
}

function token() {
  return document.querySelector("meta[name=csrf-token]").content;
}

// fetch tells nothing of an upload's progress; XMLHttpRequest does.
function send(address, file, path, fields, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.responseType = "json";
    request.setRequestHeader("X-CSRFToken", token());
    request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onload = () => (request.status < 300 ? resolve(request.response) : reject(new Error(request.response?.message ?? request.statusText)));
    request.onerror = () => reject(new Error(""));
    const body = new FormData();
    body.append("file", file);
    body.append("path", path);
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    request.send(body);
  });
}

// What was dropped, folders opened: pairs of file and path.
async function droppedFiles(items) {
  const found = [];
  const walk = async (entry, folder) => {
    if (entry.isFile) {
      const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
      found.push([file, folder + file.name]);
    } else {
      const reader = entry.createReader();
      for (;;) {
        const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
        if (some.length === 0) break;
        for (const child of some) await walk(child, `${folder}${entry.name}/`);
      }
    }
  };
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
  for (const entry of entries) await walk(entry, "");
  return found;
}

function row(path) {
  const item = document.createElement("li");
  const name = document.createElement("span");
  name.className = "name";
  name.textContent = path;
  name.title = path;
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", path);
  const outcome = document.createElement("span");
  outcome.textContent = words.waiting;
  outcome.className = "soft";
  item.append(name, bar, outcome);
  part("list").append(item);
  return { item, bar, outcome };
}

async function upload(files) {
  if (files.length === 0 || !form.reportValidity()) return;
  let run;
  try {
    run = await post(form.dataset.upload, { collection: form.elements.collection.value });
  } catch (error) {
    part("sum").textContent = error.message;
    part("progress").hidden = false;
    return;
  }
  const link = part("run-link");
  link.href = run.page;
  link.hidden = false;
  sending = run;
  const lost = await sendAll(files, run.files, {}, () => {});
  sending = null;
  part("again").hidden = lost.length === 0;
  part("again").onclick = () => upload(lost);
  try {
    await post(run.end, {});
  } catch {
    return; // the server is away; the run's page says how to end it
  }
  if (lost.length === 0) location.assign(run.page); // what becomes of them is told there
}

// Who leaves meanwhile is asked, and what was sent by then is an import of its own.
addEventListener("beforeunload", (event) => {
  if (sending) event.preventDefault();
});
addEventListener("pagehide", () => {
  if (!sending) return;
  const body = new FormData();
  body.append("csrf_token", token());
  navigator.sendBeacon(sending.end, body);
});

// What an import of the files would come to; the server keeps none of them.
async function look(files) {
  if (files.length === 0 || !form.reportValidity()) return;
  const outcomes = new Map();
  const kinds = new Map();
  const seen = new Set();
  const count = (counts, name) => counts.set(name, (counts.get(name) ?? 0) + 1);
  const told = (counts) => [...counts].sort(([, a], [, b]) => b - a).map(([name, number]) => `${name} ${number}`).join(" · ");
  part("foreseen").hidden = true;
  const troubled = [];
  await sendAll(files, form.dataset.look, { collection: form.elements.collection.value }, (answer, item) => {
    if (answer.files.some((file) => file.message)) troubled.push(item);
    for (const file of answer.files) {
      const again = file.sha256 !== "" && seen.has(file.sha256);
      seen.add(file.sha256);
      const name = again ? words.duplicate : file.name;
      count(outcomes, name);
      if (file.kind) count(kinds, file.kind);
      if (file === answer.files[0]) answer.name = name;
    }
  });
  part("list").prepend(...troubled); // before the many that need nobody
  part("list").scrollTop = 0;
  part("outcomes").textContent = told(outcomes);
  part("kinds").textContent = told(kinds);
  part("foreseen").hidden = false;
  part("import").onclick = () => {
    part("foreseen").hidden = true;
    upload(files);
  };
}

// Files go one by one, two at a time; `answered` is told what the server said of each. Answers with
// those that could not be sent.
async function sendAll(files, address, fields, answered) {
  part("progress").hidden = false;
  part("drop").hidden = true;
  part("list").replaceChildren();
  const queue = files.map(([file, path]) => ({ file, path, ...row(path) }));
  const bytes = files.reduce((sum, [file]) => sum + file.size, 0) || 1;
  let done = 0;
  const lost = [];
  let finishedBytes = 0;
  const underWay = new Map();
  const show = () => {
    const loaded = finishedBytes + [...underWay.values()].reduce((sum, size) => sum + size, 0);
    part("overall").value = Math.min(1, loaded / bytes);
    const sum = words.sum.replace("{done}", done).replace("{all}", files.length);
    part("sum").textContent = lost.length ? `${sum} · ${words.lost.replace("{count}", lost.length)}` : sum;
  };
  show();
  const waiting = [...queue];
  const worker = async () => {
    for (let entry = waiting.shift(); entry; entry = waiting.shift()) {
      const { file, path, item, bar, outcome } = entry;
      outcome.textContent = words.sending;
      item.scrollIntoView({ block: "nearest" });
      try {
        const answer = await send(address, file, path, fields, (loaded) => {
          bar.value = file.size ? Math.min(1, loaded / file.size) : 1;
          underWay.set(entry, Math.min(loaded, file.size));
          show();
        });
        answered(answer, item);
        outcome.textContent = answer.message ? `${answer.name} · ${answer.message}` : answer.name;
        outcome.className = answer.outcome === "failed" ? "missing" : "soft";
        done += 1;
      } catch (error) {
        outcome.textContent = `${words.broken} ${error.message}`;
        outcome.title = error.message;
        outcome.className = "missing";
        lost.push([file, path]);
      }
      bar.value = 1;
      underWay.delete(entry);
      finishedBytes += file.size;
      show();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  part("overall").value = 1;
  return lost;
}

function begin(files) {
  files.sort(([, a], [, b]) => a.localeCompare(b, undefined, { numeric: true }));
  return part("look-only").querySelector("input").checked ? look(files) : upload(files);
}

function chosen(input) {
  const files = [...input.files].map((file) => [file, file.webkitRelativePath || file.name]);
  input.value = "";
  return files;
}

if (form) {
  const drop = part("drop");
  const files = form.elements.files;
  const folder = part("folder").querySelector("input");
  part("drop-words").hidden = false;
  part("look-only").hidden = false;
  part("plain").hidden = true;
  files.hidden = true;
  part("files").append(files);
  for (const [button, input] of [[part("files"), files], [part("folder"), folder]]) {
    button.hidden = false;
    input.addEventListener("change", () => begin(chosen(input)));
    button.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      input.click();
    });
  }
  drop.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", async (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    begin(await droppedFiles(event.dataTransfer.items));
  });
}
