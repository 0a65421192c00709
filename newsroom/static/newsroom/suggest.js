// Proposals under the search box while a reader types. Without this file the box searches all the same.

const PAUSE = 160;
const input = document.querySelector("input[data-suggestions]");

if (input) {
  const list = document.createElement("ul");
  Object.assign(list, { id: "suggestions", role: "listbox", hidden: true, className: "suggestions" });
  list.setAttribute("aria-label", input.labels[0].textContent);
  input.parentElement.append(list);
  const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, autocomplete: "off" };
  Object.entries(attributes).forEach(([name, value]) => input.setAttribute(name, value));

  let timer, request, chosen = -1;

  const choose = (place) => {
    chosen = place;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", at === place));
    if (place < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", list.children[place].id);
    list.children[place].scrollIntoView({ block: "nearest" });
  };

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  };

  const option = ({ kind, text, url }, place) => {
    const item = document.createElement("li");
    Object.assign(item, { id: `suggestion-${place}`, role: "option" });
    item.dataset.url = url;
    const label = document.createElement("span");
    label.textContent = kind;
    item.append(text, " ", label);
    item.addEventListener("pointerdown", (event) => event.preventDefault());
    item.addEventListener("click", () => location.assign(url));
    return item;
  };

  const propose = async () => {
    request?.abort();
    request = new AbortController();
    const typed = input.value.trim();
    if (typed.length < 2) return close();
    try {
      const answer = await fetch(`${input.dataset.suggestions}?q=${encodeURIComponent(typed)}`, { signal: request.signal });
      const { items } = answer.ok ? await answer.json() : { items: [] };
      list.replaceChildren(...items.map(option));
      choose(-1);
      list.hidden = !items.length || document.activeElement !== input;
      input.setAttribute("aria-expanded", String(!list.hidden));
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(propose, PAUSE);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    // Keys pressed while an input method composes a letter belong to it.
    if (list.hidden || event.isComposing) return;
    const size = list.children.length;
    if (event.key === "ArrowDown") choose(chosen + 1 < size ? chosen + 1 : -1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? size - 1 : chosen - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen >= 0) location.assign(list.children[chosen].dataset.url);
    else return;
    event.preventDefault();
  });
}
