// The toolbar of the body editor: one stop of the Tab key, arrows inside, each button with its name and its keys.
import { dialog, gettext, make } from "newsroom/writing";

const MAC = /Mac|iPhone|iPad/.test(navigator.platform);
export const keys = (text) => text.replace("Mod", MAC ? "⌘" : "Ctrl").replaceAll("-", "+");
const act = (name) => () => document.dispatchEvent(new CustomEvent("writing:act", { detail: name }));

// name, picture, words, keys, what it does, when it is pressed
const GROUPS = (editor) => {
  const run = (command, ...values) => () => editor.chain().focus()[command](...values).run();
  const is = (...values) => () => editor.isActive(...values);
  return [
    [
      ["h2", "H2", gettext("Subheading"), "Mod-Alt-2", run("toggleHeading", { level: 2 }), is("heading", { level: 2 })],
      ["h3", "H3", gettext("Small subheading"), "Mod-Alt-3", run("toggleHeading", { level: 3 }), is("heading", { level: 3 })],
      ["bold", "format_bold", gettext("Bold"), "Mod-B", run("toggleBold"), is("bold")],
      ["italic", "format_italic", gettext("Italic"), "Mod-I", run("toggleItalic"), is("italic")],
    ],
    [
      ["quote", "format_quote", gettext("Quotation"), "Mod-Shift-B", run("toggleBlockquote"), is("blockquote")],
      ["list", "format_list_bulleted", gettext("List"), "Mod-Shift-8", run("toggleBulletList"), is("bulletList")],
      ["numbers", "format_list_numbered", gettext("Numbered list"), "Mod-Shift-7", run("toggleOrderedList"), is("orderedList")],
      ["box", "featured_play_list", gettext("Box beside the story"), "Mod-Alt-B", run("toggleBox"), is("box")],
      ["table", "grid_on", gettext("Table"), "Mod-Alt-T", run("insertTable", { rows: 3, cols: 3, withHeaderRow: true }), is("table")],
    ],
    [
      ["photo", "add_photo_alternate", gettext("Insert a photo here"), "Mod-Alt-P", act("photo")],
      ["link", "insert_link", gettext("Link"), "Mod-K", act("link"), is("link")],
    ],
    [
      ["undo", "undo", gettext("Undo"), "Mod-Z", run("undo")],
      ["redo", "redo", gettext("Redo"), "Mod-Y", run("redo")],
    ],
    [
      ["tidy", "spellcheck", gettext("Put typography right"), "Mod-Alt-K", act("tidy")],
      ["preview", "visibility", gettext("Preview while typing"), "Mod-Alt-X", act("preview"), () => document.body.classList.contains("previewing")],
      ["help", "keyboard", gettext("Keyboard shortcuts"), "Mod-/", act("help")],
    ],
  ];
};

const TABLE = (editor) => {
  const run = (command) => () => editor.chain().focus()[command]().run();
  return [
    ["row", gettext("Add row"), run("addRowAfter")],
    ["column", gettext("Add column"), run("addColumnAfter")],
    ["less-row", gettext("Delete row"), run("deleteRow")],
    ["less-column", gettext("Delete column"), run("deleteColumn")],
    ["header", gettext("Header row"), run("toggleHeaderRow")],
    ["no-table", gettext("Delete table"), run("deleteTable")],
  ];
};

function button([name, picture, words, shortcut, command, pressed]) {
  const isText = /^H\d$/.test(picture);
  const face = make("span", { className: isText ? "writing-letters" : "material-icons", textContent: picture, "aria-hidden": "true" });
  const title = shortcut ? `${words} (${keys(shortcut)})` : words;
  const made = make("button", { type: "button", title, "aria-label": words, dataset: { name } }, face);
  if (shortcut) made.setAttribute("aria-keyshortcuts", shortcut.replace("Mod", MAC ? "Meta" : "Control").replaceAll("-", "+"));
  made.addEventListener("mousedown", (event) => event.preventDefault());
  made.addEventListener("click", command);
  made.pressed = pressed;
  return made;
}

function moveWithArrows(bar) {
  const all = () => [...bar.querySelectorAll("button")].filter((each) => !each.closest("[hidden]"));
  all().forEach((each, place) => { each.tabIndex = place ? -1 : 0; });
  bar.addEventListener("keydown", (event) => {
    const buttons = all();
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    buttons.at(to % buttons.length).focus();
  });
  bar.addEventListener("focusin", ({ target }) => all().forEach((each) => { each.tabIndex = each === target ? 0 : -1; }));
}

const help = (editor) => dialog(gettext("Keyboard shortcuts"), (box) => {
  const rows = GROUPS(editor).flat().map(([, , words, shortcut]) => [words, shortcut]);
  rows.push([gettext("To the toolbar"), "Alt-F10"], [gettext("Leave a list, a quotation or a box"), gettext("Enter twice")]);
  box.append(make("dl", { className: "writing-keys" }, ...rows.flatMap(([words, shortcut]) => [
    make("dt", {}, make("kbd", { textContent: keys(shortcut) })), make("dd", { textContent: words }),
  ])));
});

export function toolbar(editor, element) {
  const bar = make("div", { className: "writing-toolbar", role: "toolbar", "aria-label": gettext("Formatting of the body") });
  for (const group of GROUPS(editor)) bar.append(make("div", { className: "writing-group", role: "group" }, ...group.map(button)));
  const ofTable = make("div", { className: "writing-group writing-of-table", role: "group", "aria-label": gettext("Table"), hidden: true });
  for (const [name, words, command] of TABLE(editor)) {
    const made = make("button", { type: "button", textContent: words, dataset: { name } });
    made.addEventListener("click", command);
    ofTable.append(made);
  }
  bar.append(ofTable);
  const show = () => {
    ofTable.hidden = !editor.isActive("table");
    for (const each of bar.querySelectorAll("button")) {
      if (each.pressed) each.setAttribute("aria-pressed", String(each.pressed()));
    }
  };
  editor.on("transaction", show);
  document.addEventListener("writing:shown", show);
  document.addEventListener("writing:act", ({ detail }) => {
    if (detail === "help") help(editor);
    if (detail === "toolbar") bar.querySelector('button[tabindex="0"]').focus();
  });
  element.prepend(bar);
  moveWithArrows(bar);
  show();
}
