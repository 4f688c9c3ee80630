// Copy buttons. Without this script the text is there to be selected by hand, so the button is hidden until it works.

const RESET_AFTER_MS = 2000;

async function copy(source, button) {
  const label = button.textContent;
  source.select();
  try {
    await navigator.clipboard.writeText(source.value);
  } catch {
    // Not every browser grants the clipboard: the text stays selected, to be copied by hand.
    return;
  }
  button.textContent = button.dataset.copied;
  setTimeout(() => { button.textContent = label; }, RESET_AFTER_MS);
}

for (const action of document.querySelectorAll("[data-copy-action]")) {
  const source = action.previousElementSibling?.querySelector("[data-copy-source]");
  const button = action.querySelector("button");
  if (!source || !button || !navigator.clipboard) continue;
  action.hidden = false;
  button.addEventListener("click", () => copy(source, button));
}
