// Propose known tags while one types into the box of tags; without it the box takes what is typed.
const SOURCE = "/quan-tri/autocomplete/?app_label=articles&model_name=taggedarticle&field_name=tag&term=";

function propose(box) {
  const list = document.createElement("ul");
  list.className = "tag-proposals";
  list.id = `${box.id}_proposals`;
  list.setAttribute("role", "listbox");
  list.hidden = true;
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");
  box.setAttribute("autocomplete", "off");
  box.after(list);
  let chosen = -1;
  let asked = 0;

  const typed = () => box.value.slice(box.value.lastIndexOf(",") + 1).trim();
  const close = () => {
    list.hidden = true;
    chosen = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const take = (name) => {
    const before = box.value.slice(0, box.value.lastIndexOf(",") + 1);
    box.value = `${before}${before ? " " : ""}${name}, `;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    close();
    box.focus();
  };
  const mark = (step) => {
    const options = [...list.children];
    chosen = (chosen + step + options.length) % options.length;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === chosen)));
    box.setAttribute("aria-activedescendant", options[chosen].id);
  };

  box.addEventListener("input", async () => {
    const text = typed();
    const number = ++asked;
    if (text.length < 2) return close();
    const response = await fetch(SOURCE + encodeURIComponent(text));
    if (!response.ok || number !== asked) return undefined;
    const { results } = await response.json();
    list.replaceChildren(...results.slice(0, 8).map(({ text: name }, place) => {
      const option = document.createElement("li");
      option.id = `${list.id}_${place}`;
      option.setAttribute("role", "option");
      option.textContent = name;
      option.addEventListener("mousedown", (event) => { event.preventDefault(); take(name); });
      return option;
    }));
    chosen = -1;
    list.hidden = results.length === 0;
    box.setAttribute("aria-expanded", String(results.length > 0));
    return undefined;
  });
  box.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      mark(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      take(list.children[chosen].textContent);
    } else if (event.key === "Escape") {
      close();
    }
  });
  box.addEventListener("blur", close);
}

const box = document.getElementById("id_tags");
if (box) propose(box);
