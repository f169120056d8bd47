// An import's page follows the run: the counts are asked for, the page is read again when they move,
// but not while somebody fills in a form on it.

const SECONDS = 1.5;

async function follow(run, before) {
  await new Promise((resolve) => setTimeout(resolve, SECONDS * 1000));
  let now = before;
  let underWay = true;
  try {
    const response = await fetch(run.dataset.state);
    if (!response.ok) return;
    now = await response.text();
    underWay = JSON.parse(now).under_way;
    if (run.querySelector(".remedies details[open]")) now = before;
    else if (now !== before) run = await renew(run);
  } catch {
    // The server is away for a moment: the next round tells.
  }
  if (underWay) follow(run, now);
}

async function renew(run) {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  const fresh = page.getElementById("run");
  if (!fresh) return run;
  run.replaceWith(fresh);
  return fresh;
}

const run = document.getElementById("run");
if (run && "underWay" in run.dataset) follow(run, "");
