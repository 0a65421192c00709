// The calendar: dragging a card, or Shift and an arrow on it, fills in and sends the form that the card has anyway.
const DAY = 24 * 60;

function send(card, day, time) {
  const form = card.querySelector(".plan-move form");
  const { elements } = form;
  if (elements.day.value === day && (!time || !elements.time || elements.time.value === time)) return;
  elements.day.removeAttribute("min"); // the server says why not, instead of a bubble in a closed box
  elements.day.value = day;
  if (time && elements.time) elements.time.value = time;
  form.submit();
}

function shifted(card, days, hours) {
  const { elements } = card.querySelector(".plan-move form");
  const [hour, minute] = (elements.time?.value || "00:00").split(":").map(Number);
  const [year, month, date] = elements.day.value.split("-").map(Number);
  // Counted in UTC, which has no change of clocks.
  const instant = new Date(Date.UTC(year, month - 1, date, hour, minute) + (days * DAY + hours * 60) * 60000);
  const [day, time] = instant.toISOString().split("T");
  return [day, time.slice(0, 5)];
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

document.addEventListener("keydown", (event) => {
  const card = event.target.closest?.(".plan-card[data-movable]");
  if (!card || event.target !== card || !event.shiftKey || !ARROWS[event.key]) return;
  const [days, hours] = ARROWS[event.key];
  if (hours && card.dataset.movable === "planned") return;
  event.preventDefault();
  send(card, ...shifted(card, days, hours));
});

// ---- dragging

let dragged = null;
let target = null;

function mark(place) {
  target?.classList.remove("dropping");
  target = place;
  target?.classList.add("dropping");
}

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.(".plan-card[data-movable]");
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.id);
  dragged.classList.add("dragged");
});

document.addEventListener("dragend", () => {
  dragged?.classList.remove("dragged");
  dragged = null;
  mark(null);
});

document.addEventListener("dragover", (event) => {
  const place = dragged && event.target.closest?.("[data-day]");
  if (place !== target) mark(place || null);
  if (place) event.preventDefault();
});

document.addEventListener("drop", (event) => {
  const place = dragged && event.target.closest?.("[data-day]");
  if (!place) return;
  event.preventDefault();
  send(dragged, place.dataset.day, place.dataset.time);
});

// A card that was moved keeps the focus, so that the keyboard can move it on.
const moved = document.getElementById(location.hash.slice(1));
if (moved?.matches(".plan-card")) moved.focus();
