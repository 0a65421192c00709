// The body editor: its elements, its toolbar, its keys. Without it the body is a box of markup.
import {
  Blockquote, Bold, BulletList, Document, Dropcursor, Editor, Extension, Gapcursor, HardBreak, Heading, History, Italic, Link,
  ListItem, mergeAttributes, Node, OrderedList, Paragraph, Table, TableCell, TableHeader, TableRow, Text,
} from "django-prose-editor/editor";
import { toolbar } from "newsroom/toolbar";
import { gettext } from "newsroom/writing";

// A box beside the story, `<aside class="box">`
const Box = Node.create({
  name: "box",
  group: "block",
  content: "block+",
  defining: true,
  parseHTML: () => [{ tag: "aside" }],
  renderHTML: ({ HTMLAttributes }) => ["aside", mergeAttributes(HTMLAttributes, { class: "box" }), 0],
  addCommands() {
    return { toggleBox: () => ({ commands }) => commands.toggleWrap(this.name) };
  },
  addKeyboardShortcuts() {
    return { "Mod-Alt-b": () => this.editor.commands.toggleBox() };
  },
});

// Links are made by `links.js`, which knows our own articles
const PlainLink = Link.extend({ addKeyboardShortcuts: () => ({}) });

const Keys = Extension.create({
  name: "deskKeys",
  addKeyboardShortcuts() {
    const tell = (name) => () => {
      document.dispatchEvent(new CustomEvent("writing:act", { detail: name }));
      return true;
    };
    return {
      "Mod-k": tell("link"),
      "Mod-Alt-p": tell("photo"),
      "Mod-Alt-t": () => this.editor.commands.insertTable({ rows: 3, cols: 3, withHeaderRow: true }),
      "Mod-Alt-k": tell("tidy"),
      "Mod-Alt-x": tell("preview"),
      "Mod-/": tell("help"),
      "Alt-F10": tell("toolbar"),
    };
  },
});

const EXTENSIONS = [
  Document, Paragraph, Text, Heading.configure({ levels: [2, 3] }), Bold, Italic, BulletList, OrderedList, ListItem, Blockquote, Box,
  PlainLink.configure({ enableTarget: false, protocols: ["http", "https", "mailto", "tel"] }),
  Table, TableRow, TableHeader, TableCell, HardBreak, History, Dropcursor, Gapcursor, Keys,
];
const EMPTY = /^<(\w+)(\s[^>]*)?><\/\1>$/;

function start(textarea) {
  const element = document.createElement("div");
  element.className = "prose-editor";
  textarea.before(element);
  element.append(textarea);
  const editor = new Editor({
    element,
    // Its rules are in writing.css: a style sheet made by a script is refused by the policy
    injectCSS: false,
    editable: !textarea.disabled,
    extensions: EXTENSIONS,
    content: textarea.value,
    editorProps: {
      attributes: { "aria-label": gettext("Body of the article"), "aria-multiline": "true", role: "textbox", lang: "vi", spellcheck: "false" },
    },
    onUpdate() {
      const html = editor.getHTML();
      textarea.value = EMPTY.test(html) ? "" : html;
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  toolbar(editor, element);
  document.querySelector(`label[for="${textarea.id}"]`)?.addEventListener("click", () => editor.commands.focus());
  textarea.dispatchEvent(new CustomEvent("prose-editor:ready", { detail: { editor, textarea }, bubbles: true }));
}

document.querySelectorAll("[data-django-prose-editor-newsroom]").forEach(start);
