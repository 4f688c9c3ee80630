// Large text, kept until this tab is closed: no cookie, and nothing of it is sent to us.
const box = document.getElementById("large-text");
if (box) {
  try {
    box.checked = sessionStorage.getItem("large-text") === "1";
    box.addEventListener("change", () => {
      if (box.checked) sessionStorage.setItem("large-text", "1");
      else sessionStorage.removeItem("large-text");
    });
  } catch {
    // A browser that keeps nothing still has the box.
  }
}
