// A step that has to be told something says so at the box itself, before the page is sent.
const BOXES = { reason: "move_reason", time: "move_at", person: "move_to", decision: "move_decided_by" };
const box = document.getElementById("moves");

function empty(button) {
  const names = (button.dataset.needs ?? "").split(" ").filter(Boolean);
  return names.map((name) => box.querySelector(`[name=${BOXES[name]}]`)).find((field) => field && !field.value.trim());
}

if (box) {
  const fields = [...box.querySelectorAll(".moves-asked input, .moves-asked select")];
  const settle = () => fields.forEach((field) => field.setCustomValidity(""));
  fields.forEach((field) => field.addEventListener("input", settle));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button, input[type=submit]");
    if (!button?.form) return;
    settle();
    const lacks = box.contains(button) ? empty(button) : null;
    if (!lacks) return;
    event.preventDefault();
    lacks.setCustomValidity(box.dataset.lack);
    lacks.reportValidity();
  }, { capture: true });
}
