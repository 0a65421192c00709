// Photos in the body: `[ảnh n]` in a paragraph of its own, chosen from the photos below and shown where it stands.
import { Plugin, pm } from "django-prose-editor/editor";
import { dialog, editorReady, form, gettext, make } from "newsroom/writing";

const { Decoration, DecorationSet } = pm.view;
const PLACE = /^\s*\[ảnh (\d{1,3})\]\s*$/i;
const WIDTH = 320;

export function rows() {
  return [...form.querySelectorAll('[name^="photos-"][name$="-order"]')]
    .filter((box) => !box.name.includes("__prefix__") && !box.form.elements[box.name.replace("order", "DELETE")]?.checked)
    .map((box) => {
      const field = (name) => box.form.elements[box.name.replace("order", name)]?.value.trim() ?? "";
      return { number: Number(box.value), photo: field("photo"), caption: field("caption") };
    })
    .filter(({ number, photo, caption }) => number > 0 && (photo || caption))
    .sort((one, other) => one.number - other.number);
}

const thumbnail = ({ photo }) => (photo
  ? make("img", { src: `/anh/${photo.replaceAll(".", "")}-${WIDTH}.webp`, alt: "", loading: "lazy" })
  : make("span", { className: "writing-no-picture", textContent: gettext("No picture yet") }));

function card(number) {
  const row = rows().find((each) => each.number === number);
  const words = row ? row.caption || gettext("(no caption)") : gettext("No photo has this number.");
  return make("div", { className: `writing-photo${row ? "" : " lacking"}`, contentEditable: "false" },
    row ? thumbnail(row) : null, make("span", { textContent: `${gettext("Photo")} ${number}: ${words}` }));
}

function decorations(doc) {
  const found = [];
  doc.descendants((node, position) => {
    const match = node.isTextblock && PLACE.exec(node.textContent);
    if (match) {
      const row = rows().find((each) => each.number === Number(match[1]));
      found.push(Decoration.node(position, position + node.nodeSize, { class: "writing-photo-place" }));
      found.push(Decoration.widget(position + 1, () => card(Number(match[1])), { side: -1, key: JSON.stringify([match[1], row]), ignoreSelection: true }));
    }
    return !node.isTextblock;
  });
  return DecorationSet.create(doc, found);
}

const plugin = new Plugin({
  state: {
    init: (_config, state) => decorations(state.doc),
    apply: (tr, old) => (tr.docChanged || tr.getMeta("photos") ? decorations(tr.doc) : old),
  },
  props: { decorations(state) { return this.getState(state); } },
});

export function insertPhoto(editor, number) {
  const { $from } = editor.state.selection;
  const isEmpty = $from.depth === 1 && $from.parent.isTextblock && $from.parent.content.size === 0;
  const place = { type: "paragraph", content: [{ type: "text", text: `[ảnh ${number}]` }] };
  const at = isEmpty ? { from: $from.before(1), to: $from.after(1) } : $from.depth ? $from.after(1) : editor.state.doc.content.size;
  const after = isEmpty && at.to === editor.state.doc.content.size ? [place, { type: "paragraph" }] : place;
  editor.chain().focus().insertContentAt(at, after).run();
}

const choose = (editor) => dialog(gettext("Insert a photo here"), (box, end) => {
  const placed = new Set([...editor.getText({ blockSeparator: "\n" }).matchAll(/\[ảnh (\d{1,3})\]/gi)].map((match) => Number(match[1])));
  const items = rows().map((row, place) => {
    const words = `${gettext("Photo")} ${row.number}${placed.has(row.number) ? ` · ${gettext("in the text already")}` : ""}`;
    const button = make("button", { type: "button", className: "writing-choice", autofocus: place === 0 }, thumbnail(row),
      make("span", {}, make("strong", { textContent: words }), make("br"), row.caption || gettext("(no caption)")));
    button.addEventListener("click", () => end(row.number));
    return make("li", {}, button);
  });
  box.append(items.length
    ? make("ul", { className: "writing-choices" }, ...items)
    : make("p", { textContent: gettext("This article has no photos yet: add them in the block of photos first.") }));
});

// A new row gets the next number instead of a number that is taken.
function numberNewRow({ target, detail }) {
  if (detail?.formsetName !== "photos") return;
  const boxes = [...form.querySelectorAll('[name^="photos-"][name$="-order"]')].filter((box) => !box.name.includes("__prefix__"));
  const box = target.querySelector('[name$="-order"]');
  const others = boxes.filter((each) => each !== box).map((each) => Number(each.value) || 0);
  if (box && others.includes(Number(box.value))) box.value = String(Math.max(...others) + 1);
}

if (form) {
  document.addEventListener("formset:added", numberNewRow);
  editorReady().then((editor) => {
    editor.registerPlugin(plugin);
    const refresh = ({ target }) => {
      if (target?.name?.startsWith("photos-")) editor.view.dispatch(editor.state.tr.setMeta("photos", true).setMeta("addToHistory", false));
    };
    form.addEventListener("change", refresh);
    form.addEventListener("input", refresh);
    window.django?.jQuery?.(form).on("select2:select change", "select", refresh);
    document.addEventListener("writing:act", async ({ detail }) => {
      if (detail !== "photo") return;
      const number = await choose(editor);
      if (number) insertPhoto(editor, number);
      else editor.commands.focus();
    });
  });
}
