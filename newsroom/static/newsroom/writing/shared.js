// What the parts of the article form share: asking the desk, dialogs, and the paragraphs of the editor as plain text.
const gettext = (text) => window.gettext?.(text) ?? text; // the catalogue of the admin
export { gettext };

export const form = document.getElementById("article_form");
export const settings = document.getElementById("writing")?.dataset ?? {};

export function make(tag, { dataset, ...properties } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || name === "role" || name === "for") element.setAttribute(name, value);
    else element[name] = value;
  }
  Object.assign(element.dataset, dataset);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

// Signing in again, in another tab, makes a new token: the cookie has it, the page does not.
const token = () => /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1]
  ?? form.querySelector("[name=csrfmiddlewaretoken]").value;

export async function ask(what, sent, options = {}) {
  const response = await fetch(`${settings.url}${what}/`, {
    method: "POST",
    credentials: "same-origin",
    headers: { "X-CSRFToken": token(), "Content-Type": "application/json" },
    body: JSON.stringify(sent),
    ...options,
  });
  if (response.redirected || !response.ok) throw new Error(String(response.status));
  return response;
}

export const answer = async (...question) => (await ask(...question)).json();

export function after(pause, act) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, pause);
  };
}

let editorPromise;
export function editorReady() {
  editorPromise ??= new Promise((resolve) => {
    const here = document.querySelector("#id_body")?.closest(".prose-editor")?.querySelector(".ProseMirror")?.editor;
    if (here) resolve(here);
    else document.addEventListener("prose-editor:ready", ({ detail }) => resolve(detail.editor), { once: true });
  });
  return editorPromise;
}

// ---- places in text: the desk counts code points, a browser counts UTF-16 units

export function units(text, place) {
  if (!/[\ud800-\udfff]/.test(text)) return place;
  return [...text].slice(0, place).join("").length;
}

// Paragraphs of the editor: their text, one character a place, so that text and place in the document go together.
export function blocksOf(editor) {
  const blocks = [];
  editor.state.doc.descendants((node, position) => {
    if (!node.isTextblock) return true;
    blocks.push({ text: node.textBetween(0, node.content.size, "\n", "\n"), start: position + 1 });
    return false;
  });
  return blocks;
}

// Changes paragraphs in one step of the history; what is bold or a link stays so.
export function changeBlocks(editor, blocks, edits) {
  const { tr } = editor.state;
  for (let number = blocks.length - 1; number >= 0; number -= 1) {
    const { text, start } = blocks[number];
    for (const [from, to, fresh] of [...edits[number]].reverse()) {
      const [begin, end] = [start + units(text, from), start + units(text, to)];
      if (fresh) tr.insertText(fresh, begin, end);
      else tr.delete(begin, end);
    }
  }
  if (tr.docChanged) editor.view.dispatch(tr.setMeta("addToHistory", true));
  return tr.docChanged;
}

export function changed(text, edits) {
  const letters = [...text];
  for (const [from, to, fresh] of [...edits].reverse()) letters.splice(from, to - from, fresh);
  return letters.join("");
}

// Puts a text into a box as if it were typed, so that Ctrl+Z takes it back.
export function typeInto(box, text) {
  if (box.value === text) return;
  const focused = document.activeElement;
  box.focus();
  box.select();
  if (!document.execCommand("insertText", false, text)) {
    box.value = text;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (focused !== document.body) focused?.focus();
}

export const captionBoxes = () => [...form.querySelectorAll('[name^="photos-"][name$="-caption"]')]
  .filter((box) => !box.name.includes("__prefix__"));

// ---- dialogs

// Shows a dialog; `fill` gets it with a way to end it. Resolves with what it ended with, undefined where it was left.
export function dialog(title, fill) {
  return new Promise((resolve) => {
    const close = make("button", { type: "button", className: "writing-close", textContent: "×", "aria-label": gettext("Close") });
    const heading = make("h2", { textContent: title, id: "writing-dialog-title" });
    const box = make("dialog", { className: "writing-dialog", "aria-labelledby": heading.id }, make("header", {}, heading, close));
    let result;
    const end = (value) => { result = value; box.close(); };
    close.addEventListener("click", () => box.close());
    box.addEventListener("close", () => { box.remove(); resolve(result); });
    box.addEventListener("click", (event) => { if (event.target === box) box.close(); });
    fill(box, end);
    document.body.append(box);
    box.showModal();
    box.querySelector("[autofocus]")?.focus();
  });
}

let noticeTimer;
export function notice(text) {
  const line = document.getElementById("writing-notice");
  if (!line) return;
  line.textContent = text;
  line.hidden = false;
  clearTimeout(noticeTimer);
  noticeTimer = setTimeout(() => { line.hidden = true; }, 12000);
}
