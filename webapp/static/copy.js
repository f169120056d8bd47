// Buttons that copy a wording. The clipboard is open to pages served over HTTPS or from this machine;
// elsewhere the words are selected and copied the old way.

async function copy(text, source) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  getSelection().selectAllChildren(source);
  document.execCommand("copy");
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const source = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    await copy(source.innerText, source);
    button.querySelector("span").textContent = button.dataset.done;
  });
}
