// While contracts are still to be compared the page is asked for again: each time some more are done.
// The list is only replaced while nobody has opened a contract in it.

const SECONDS = 0.3;
let list = document.getElementById("deviations");
const opened = () => list.querySelectorAll(".deviations details[open]").length > 1;

async function goOn() {
  if (!list?.querySelector("[data-left]")) return;
  await new Promise((resolve) => setTimeout(resolve, SECONDS * 1000));
  try {
    const response = await fetch(location.href);
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.getElementById("deviations");
    const told = list.querySelector("[data-left]");
    const notice = fresh.querySelector("[data-left]");
    if (!opened()) {
      list.replaceWith(fresh);
      list = fresh;
    } else if (notice) {
      told.replaceWith(notice);
    } else {
      told.querySelector("progress").value = told.querySelector("progress").max;
      return; // the link shows the list in order
    }
    document.querySelector(".page-head .figures").replaceWith(page.querySelector(".page-head .figures"));
  } catch {
    return; // the link stays
  }
  goOn();
}

goOn();
