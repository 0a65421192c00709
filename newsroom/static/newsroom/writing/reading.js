// What the text says, read while it is written: its citations underlined and listed, old encodings told and converted.
import { Plugin, pm } from "django-prose-editor/editor";
import {
  after, answer, blocksOf, captionBoxes, changeBlocks, changed, editorReady, form, gettext, make, notice, settings, typeInto, units,
} from "newsroom/writing";

const PAUSE = 900;
const { Decoration, DecorationSet } = pm.view;
const STATES = {
  settled: (citation) => citation.name,
  new: () => gettext("new: enters the register when you save"),
  ambiguous: () => gettext("several documents fit: choose after saving, in the list of citations"),
  unknown: () => gettext("too little is said to know which document"),
};
const PARTS = { headline: gettext("headline"), standfirst: gettext("standfirst"), caption: gettext("caption") };

const plugin = new Plugin({
  state: {
    init: () => DecorationSet.empty,
    apply(tr, old) {
      const found = tr.getMeta("citations");
      return found ? DecorationSet.create(tr.doc, found) : old.map(tr.mapping, tr.doc);
    },
  },
  props: { decorations(state) { return this.getState(state); } },
});

function placeOf(citation, blocks) {
  const block = blocks[citation.block];
  // Letters typed apart are composed where they are read: the places would not be the same
  if (citation.part !== "body" || !block || block.text.normalize("NFC") !== block.text) return null;
  return { from: block.start + units(block.text, citation.start), to: block.start + units(block.text, citation.end) };
}

function underline(editor, citations, blocks) {
  const marks = citations.flatMap((citation) => {
    const place = placeOf(citation, blocks);
    if (!place || place.to > editor.state.doc.content.size) return [];
    return [Decoration.inline(place.from, place.to, { class: `writing-citation ${citation.state}`, title: STATES[citation.state](citation) })];
  });
  editor.view.dispatch(editor.state.tr.setMeta("citations", marks).setMeta("addToHistory", false));
}

function list(editor, panel, citations) {
  panel.hidden = citations.length === 0;
  panel.querySelector("summary").textContent = `${gettext("Documents cited in this text")} (${citations.length})`;
  panel.querySelector("ol").replaceChildren(...citations.map((citation) => {
    const words = STATES[citation.state](citation);
    const meaning = citation.address ? make("a", { href: citation.address, target: "_blank", textContent: words }) : make("span", { textContent: words });
    const go = make("button", { type: "button", className: "writing-go", textContent: citation.surface, title: gettext("Go to this place") });
    go.addEventListener("click", () => {
      const place = placeOf(citation, blocksOf(editor));
      if (place) editor.chain().focus().setTextSelection(place).scrollIntoView().run();
      else (citation.part === "caption" ? captionBoxes()[citation.place - 1] : form.elements[citation.part])?.focus();
    });
    const where = PARTS[citation.part] ? make("span", { className: "writing-where", textContent: ` (${PARTS[citation.part]})` }) : null;
    return make("li", { className: citation.state }, go, where, " → ", meaning);
  }));
}

// ---- old encodings

const boxesOf = { headline: () => [form.elements.headline], standfirst: () => [form.elements.standfirst], captions: captionBoxes };

async function convert(editor, encodings) {
  const blocks = blocksOf(editor);
  const boxes = Object.entries(boxesOf).flatMap(([part, find]) => find().filter((box, place) => encodings[part]?.[place]));
  try {
    const { edits } = await answer("convert", { texts: [...blocks.map(({ text }) => text), ...boxes.map(({ value }) => value)] });
    if (encodings.blocks) changeBlocks(editor, blocks, edits.slice(0, blocks.length));
    boxes.forEach((box, place) => typeInto(box, changed(box.value, edits[blocks.length + place])));
    notice(gettext("Converted to Unicode. Ctrl+Z takes it back; please read it through."));
  } catch {
    notice(gettext("The desk did not answer: try once more."));
  }
}

function warn(editor, warning, encodings) {
  const parts = Object.values(encodings).flatMap((places) => Object.values(places));
  warning.hidden = parts.length === 0;
  if (!parts.length) return warning.replaceChildren();
  const names = [...new Set(parts)].join(", ");
  const button = make("button", { type: "button", className: "button", textContent: gettext("Convert to Unicode") });
  button.addEventListener("click", () => convert(editor, encodings));
  return warning.replaceChildren(make("span", { textContent: `${gettext("Part of this text seems to be in an old encoding:")} ${names}.` }), " ", button);
}

if (form && settings.url) {
  editorReady().then((editor) => {
    editor.registerPlugin(plugin);
    const warning = make("p", { className: "writing-warning", role: "status", hidden: true });
    const panel = make("details", { className: "writing-found", hidden: true }, make("summary"), make("ol"));
    const element = editor.view.dom.closest(".prose-editor");
    element.before(warning);
    (document.getElementById("id_body_count") ?? element).after(panel);
    let asked = 0;
    let last = "";
    const read = after(PAUSE, async () => {
      const number = ++asked;
      const blocks = blocksOf(editor);
      const sent = {
        headline: [form.elements.headline?.value ?? ""],
        standfirst: [form.elements.standfirst?.value ?? ""],
        blocks: blocks.map(({ text }) => text),
        captions: captionBoxes().map(({ value }) => value),
      };
      const same = JSON.stringify(sent);
      if (same === last) return;
      try {
        const { citations, encodings } = await answer("reading", sent);
        if (number !== asked) return;
        last = same;
        const now = blocksOf(editor);
        if (now.length === blocks.length && now.every(({ text }, place) => text === blocks[place].text)) underline(editor, citations, now);
        list(editor, panel, citations);
        warn(editor, warning, encodings);
      } catch {
        // Without a connection the text is not read; the keeping of text tells of it.
      }
    });
    form.addEventListener("input", read);
    form.addEventListener("change", read);
    read();
  });
}
