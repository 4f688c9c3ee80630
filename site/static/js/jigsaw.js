/* Reads the story's form again while somebody writes. Without it the panel shows the saved draft. */
(() => {
  const WAIT = 1500;
  let timer, latest = 0;

  async function recompute(panel, form) {
    const turn = ++latest;
    // A chosen file is no text, and is not sent.
    const texts = [...new FormData(form)].filter(([, value]) => !(value instanceof File));
    const body = new URLSearchParams(texts);
    const answer = await fetch(panel.dataset.jigsaw, { method: "POST", body, credentials: "same-origin" }).catch(() => null);
    if (!answer || !answer.ok || turn !== latest) return;
    // Our own template, escaped by Django.
    panel.querySelector("[data-jigsaw-facets]").innerHTML = (await answer.json()).html;
  }

  document.addEventListener("DOMContentLoaded", () => {
    const panel = document.querySelector("[data-jigsaw]");
    const form = panel && panel.closest("form");
    if (!form) return;
    const later = () => { clearTimeout(timer); timer = setTimeout(() => recompute(panel, form), WAIT); };
    ["input", "change", "keyup"].forEach((name) => form.addEventListener(name, later));
  });
})();
