// Ask before leaving a page whose text was changed and not saved.
const form = document.getElementById("article_form");

if (form) {
  let changed = false;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}

// What was refused may stand far below the line that says so.
const refused = document.querySelector(".errornote") && document.querySelector(".form-row.errors, .inline-related .errors, tr.form-row:has(.errorlist)");
if (refused) {
  const field = [...refused.querySelectorAll("input, textarea, select, [contenteditable=true]")].find((each) => each.offsetParent);
  refused.scrollIntoView({ block: "center" });
  field?.focus({ preventScroll: true });
}
