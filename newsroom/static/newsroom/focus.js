// The focus of a photo: chosen by a click, the arrow keys or the numbers; the crops follow before anything is saved.
{
  // The site cuts in steps of 5 %; what is shown with links is cut exactly.
  const steps = { share: 1 };
  const within = (number) => Math.min(100, Math.max(0, Math.round(number)));

  addEventListener("DOMContentLoaded", () => {
    const box = document.querySelector(".focus");
    if (!box) return;
    const fields = ["x", "y"].map((axis) => document.getElementById(`id_focal_${axis}`));
    const frame = box.querySelector(".focus-picture");
    const point = box.querySelector(".focus-point");
    const crops = [...box.querySelectorAll(".crop")];
    const writes = fields.every((field) => field && !field.disabled);
    const at = () => (writes ? fields.map((field) => within(Number(field.value) || 0)) : [box.dataset.x, box.dataset.y].map(Number));

    const show = () => {
      const [x, y] = at();
      Object.assign(point.style, { left: `${x}%`, top: `${y}%` });
      point.firstElementChild.textContent = box.dataset.said.replace("{x}", x).replace("{y}", y);
      for (const crop of crops) {
        const step = steps[crop.className.split("crop-")[1]] ?? 5;
        const [across, down] = [x, y].map((number) => Math.round(number / step) * step);
        crop.querySelector("img").style.objectPosition = `${across}% ${down}%`;
      }
    };
    const set = (values) => {
      fields.forEach((field, place) => { field.value = within(values[place]); });
      fields[0].dispatchEvent(new Event("input", { bubbles: true }));
    };

    if (writes) {
      const keys = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
      for (const field of fields) field.addEventListener("input", show);
      frame.classList.add("chooses");
      frame.addEventListener("click", (event) => {
        const room = frame.getBoundingClientRect();
        if (event.detail) set([(100 * (event.clientX - room.left)) / room.width, (100 * (event.clientY - room.top)) / room.height]);
        point.focus();
      });
      point.addEventListener("keydown", (event) => {
        const move = keys[event.key];
        if (!move) return;
        event.preventDefault();
        set(at().map((number, place) => number + move[place] * (event.shiftKey ? 10 : 1)));
      });
    }
    point.disabled = !writes;
    point.hidden = false;
    show();
  });
}
