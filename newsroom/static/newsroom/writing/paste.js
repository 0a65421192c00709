// Paste from Word and Google Docs: the desk makes the same of it as at a save, pictures go to the block of photos.
import { Plugin } from "django-prose-editor/editor";
import { answer, editorReady, form, gettext, notice } from "newsroom/writing";

const FOREIGN = /class=["']?Mso|<o:p|docs-internal-guid|urn:schemas-microsoft-com|\sstyle\s*=|<img\b/i;
const tellOfPictures = () => notice(gettext("Pictures are not pasted into the text: drop their files into the block of photos, with caption and credit."));

// Where the pasted text goes, though somebody types on while the desk answers
function bookmark(editor) {
  const place = { from: editor.state.selection.from, to: editor.state.selection.to };
  const follow = ({ transaction }) => {
    place.from = transaction.mapping.map(place.from);
    place.to = transaction.mapping.map(place.to);
  };
  editor.on("transaction", follow);
  return { place, done: () => editor.off("transaction", follow) };
}

async function insert(editor, html, plain) {
  const { place, done } = bookmark(editor);
  try {
    const { html: clean, pictures } = await answer("paste", { html });
    if (clean) editor.chain().focus().insertContentAt(place, clean).run();
    if (pictures) tellOfPictures();
  } catch {
    editor.chain().focus().insertContentAt(place, plain.split(/\n+/).filter((line) => line.trim())
      .map((line) => ({ type: "paragraph", content: [{ type: "text", text: line.trim() }] }))).run();
    notice(gettext("The desk did not answer: the text was pasted without its formatting."));
  } finally {
    done();
  }
}

function takeForeign(editor, event) {
  const html = event.clipboardData?.getData("text/html") ?? "";
  const hasPicture = [...(event.clipboardData?.files ?? [])].some(({ type }) => type.startsWith("image/"));
  if (!html && hasPicture) tellOfPictures();
  else if (FOREIGN.test(html)) insert(editor, html, event.clipboardData.getData("text/plain"));
  else return false;
  event.preventDefault();
  return true;
}

if (form) {
  editorReady().then((editor) => {
    editor.registerPlugin(new Plugin({
      props: {
        // Before the library parses it, whose parsing of foreign styles the policy refuses with a complaint
        handleDOMEvents: { paste: (_view, event) => takeForeign(editor, event) },
        handleDrop(_view, event) {
          if (![...(event.dataTransfer?.files ?? [])].length) return false;
          event.preventDefault();
          tellOfPictures();
          return true;
        },
      },
    }), (fresh, plugins) => [fresh, ...plugins]);
  });
}
