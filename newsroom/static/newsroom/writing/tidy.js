// Typography on request: what would change is shown first, then changed in one step that Ctrl+Z takes back.
import { answer, blocksOf, captionBoxes, changeBlocks, changed, dialog, editorReady, form, gettext, make, notice, typeInto } from "newsroom/writing";

const KINDS = {
  quote: gettext("quotation mark"), dash: gettext("dash"), space: gettext("space"), ellipsis: gettext("ellipsis"),
  tone: gettext("tone mark"), composition: gettext("letters"),
};
const visible = (text) => text.replaceAll(" ", "␣").replaceAll("\u00a0", "⍽") || "∅";

const confirm = ({ samples, count }) => dialog(gettext("Put typography right"), (box, end) => {
  const rows = samples.map(({ kind, sample: [before, old, fresh, behind] }) => make("li", {},
    make("span", { className: "writing-kind", textContent: KINDS[kind] ?? kind }), " …", before,
    make("del", { textContent: visible(old) }), make("ins", { textContent: visible(fresh) }), behind, "…"));
  const more = count - samples.length;
  const apply = make("button", { type: "button", className: "button", autofocus: true, textContent: `${gettext("Change all")} (${count})` });
  apply.addEventListener("click", () => end(true));
  const leave = make("button", { type: "button", className: "button quiet", textContent: gettext("Leave as it is") });
  leave.addEventListener("click", () => end(false));
  box.append(make("ul", { className: "writing-changes" }, ...rows),
    more > 0 ? make("p", { textContent: `${gettext("and more of the same:")} ${more}` }) : "", make("p", { className: "writing-buttons" }, apply, leave));
});

async function tidy(editor) {
  const boxes = [form.elements.headline, form.elements.standfirst, ...captionBoxes()].filter((box) => box?.value);
  const blocks = blocksOf(editor);
  let found;
  try {
    found = await answer("tidy", { texts: [...blocks.map(({ text }) => text), ...boxes.map(({ value }) => value)] });
  } catch {
    notice(gettext("The desk did not answer: try once more."));
    return;
  }
  if (!found.count) {
    notice(gettext("The typography is right: nothing to change."));
    return;
  }
  if (!(await confirm(found))) return;
  changeBlocks(editor, blocks, found.edits.slice(0, blocks.length));
  boxes.forEach((box, place) => typeInto(box, changed(box.value, found.edits[blocks.length + place])));
  editor.commands.focus();
  notice(gettext("Changed. Ctrl+Z takes it back."));
}

if (form) {
  editorReady().then((editor) => {
    document.addEventListener("writing:act", ({ detail }) => { if (detail === "tidy") tidy(editor); });
  });
}
