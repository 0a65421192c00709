// The leads of a page: dragging sends the new order; typing finds stories without leaving the page.
const form = document.getElementById("leads-form");
const list = form?.querySelector(".leads");
let dragged = null;
let target = null;

function mark(row) {
  target?.classList.remove("dropping");
  target = row;
  target?.classList.add("dropping");
}

const rowAt = (event) => event.target.closest?.(".lead-row");

list?.addEventListener("dragstart", (event) => {
  // In a box, dragging selects text.
  if (event.target.matches?.("input")) return;
  dragged = rowAt(event);
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.id);
  dragged.classList.add("dragged");
});

list?.addEventListener("dragend", () => {
  dragged?.classList.remove("dragged");
  dragged = null;
  mark(null);
});

list?.addEventListener("dragover", (event) => {
  const row = dragged && rowAt(event);
  if (!row) return;
  event.preventDefault();
  if (row !== target) mark(row === dragged ? null : row);
});

list?.addEventListener("drop", (event) => {
  const row = dragged && rowAt(event);
  if (!row || row === dragged) return;
  event.preventDefault();
  const rows = [...list.querySelectorAll(".lead-row")];
  if (rows.indexOf(dragged) < rows.indexOf(row)) row.after(dragged);
  else row.before(dragged);
  form.elements.order.value = [...list.querySelectorAll(".lead-row")].map((each) => each.dataset.pk).join(",");
  form.submit();
});

// ---- finding

const search = document.querySelector(".offered-search");
let waiting = null;
let asked = 0;

async function find(words) {
  const number = ++asked;
  const answer = await fetch(`?q=${encodeURIComponent(words)}`, { credentials: "same-origin" });
  if (!answer.ok || number !== asked) return;
  const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#offered-list ul");
  // Only the list is new: the mark of the order stays the one that this person has before them.
  if (found) document.querySelector("#offered-list ul").replaceWith(found);
}

search?.elements.q.addEventListener("input", (event) => {
  clearTimeout(waiting);
  waiting = setTimeout(() => find(event.target.value), 250);
});

// What was moved by an arrow keeps the focus on that arrow.
const moved = location.hash.startsWith("#placement-") && document.getElementById(location.hash.slice(1));
if (moved) (moved.querySelector("button:not([disabled])") ?? moved).focus();
