// A page that rests on rules alone so far follows the encoder, and is read again once it is done; so
// is one that waits for a version to be read.

const SECONDS = 2;

async function follow(note) {
  await new Promise((resolve) => setTimeout(resolve, SECONDS * 1000));
  try {
    const response = await fetch(note.dataset.basis);
    if (!response.ok) return;
    const now = await response.json();
    if (now.state !== "waiting") {
      location.reload();
      return;
    }
    note.querySelector("progress").value = now.passages - now.left;
    note.querySelector("[data-left]").textContent = now.left;
  } catch {
    // The server is away for a moment: the next round tells.
  }
  follow(note);
}

async function untilRead() {
  await new Promise((resolve) => setTimeout(resolve, SECONDS * 1000));
  const response = await fetch(location.href).catch(() => null);
  if (response?.ok && !(await response.text()).includes("data-until-read")) location.reload();
  else untilRead();
}

const note = document.querySelector("[data-basis]");
if (note) follow(note);
if (document.querySelector("[data-until-read]")) untilRead();
