// Links: an address, or one of our own articles found by its name. A link to an article is kept by its number.
import { after, answer, dialog, editorReady, form, gettext, make } from "newsroom/writing";

const ADDRESS = /^(https?:\/\/|mailto:|tel:)/i;
const PAUSE = 250;

function search(input, list, take) {
  let asked = 0;
  let chosen = -1;
  const mark = (place) => {
    chosen = place;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === place)));
    if (place < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", list.children[place].id);
    list.children[place]?.scrollIntoView({ block: "nearest" });
  };
  const show = (items) => {
    list.replaceChildren(...items.map((item, place) => {
      const note = item.public ? item.note : `${item.note} · ${gettext("plain text until it is published")}`;
      const option = make("li", { id: `writing-article-${place}`, role: "option", "aria-selected": "false" }, item.text, " ", make("span", { textContent: note }));
      option.addEventListener("click", () => take(item));
      return option;
    }));
    list.hidden = items.length === 0;
    input.setAttribute("aria-expanded", String(items.length > 0));
    mark(-1);
  };
  const propose = after(PAUSE, async () => {
    const number = ++asked;
    const typed = input.value.trim();
    if (typed.length < 2) return show([]);
    try {
      const { items } = await answer("articles", { q: typed.slice(0, 300) });
      if (number === asked) show(items);
    } catch {
      show([]);
    }
    return undefined;
  });
  input.addEventListener("input", propose);
  input.addEventListener("keydown", (event) => {
    // Keys pressed while an input method composes a letter belong to it
    if (event.isComposing) return;
    const size = list.hidden ? 0 : list.children.length;
    if (size && event.key === "ArrowDown") mark((chosen + 1) % size);
    else if (size && event.key === "ArrowUp") mark((chosen + size - 1) % size);
    else if (event.key === "Enter" && chosen >= 0) list.children[chosen].click();
    else if (event.key === "Enter") take(null);
    else return;
    event.preventDefault();
  });
}

const askForLink = (present) => dialog(gettext("Link"), (box, end) => {
  const list = make("ul", { id: "writing-articles", role: "listbox", hidden: true, "aria-label": gettext("Our articles") });
  const input = make("input", {
    type: "text", id: "writing-link", value: present, autofocus: true, autocomplete: "off", role: "combobox",
    "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list",
  });
  const trouble = make("p", { className: "writing-trouble", role: "alert", hidden: true });
  const take = (item) => {
    const typed = input.value.trim();
    if (item) end(item);
    else if (ADDRESS.test(typed) || /^\/bai\/\d+\/$/.test(typed)) end({ href: typed, public: true });
    else {
      trouble.textContent = gettext("Choose one of our articles from the list, or write a whole address that begins with https://.");
      trouble.hidden = false;
    }
  };
  search(input, list, take);
  const apply = make("button", { type: "button", className: "button", textContent: gettext("Make the link") });
  apply.addEventListener("click", () => take(null));
  const remove = make("button", { type: "button", className: "button quiet", textContent: gettext("Remove the link"), hidden: !present });
  remove.addEventListener("click", () => end({ href: "" }));
  box.append(
    make("label", { for: input.id, textContent: gettext("Name of one of our articles, or an address") }), input, list, trouble,
    make("p", { className: "writing-buttons" }, apply, remove),
  );
});

function set(editor, { href, text, public: isPublic }) {
  const chain = editor.chain().focus();
  if (editor.isActive("link")) chain.extendMarkRange("link");
  if (!href) chain.unsetLink().run();
  else if (!editor.state.selection.empty || editor.isActive("link")) chain.setLink({ href }).run();
  else {
    // The name of an article that is not out must not get out by a link to it
    const words = text ? (isPublic ? text : gettext("Read more")) : href;
    chain.insertContent({ type: "text", text: words, marks: [{ type: "link", attrs: { href } }] }).unsetMark("link").run();
  }
}

if (form) {
  editorReady().then((editor) => {
    document.addEventListener("writing:act", async ({ detail }) => {
      if (detail !== "link") return;
      const link = await askForLink(editor.getAttributes("link").href ?? "");
      if (link) set(editor, link);
      else editor.commands.focus();
    });
  });
}
