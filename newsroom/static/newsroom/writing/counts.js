// How long a text is: characters of headline and standfirst beside the paper's advice, words and minutes of the body.
import { blocksOf, editorReady, form, gettext, make, settings } from "newsroom/writing";

const words = (text) => (text.match(/\S*[\p{L}\p{N}]\S*/gu) ?? []).length;
const fill = (text, values) => window.interpolate?.(text, values, true) ?? text;

function beside(box, advised) {
  const line = make("p", { className: "writing-count", id: `${box.id}_count` });
  box.after(line);
  box.setAttribute("aria-describedby", [box.getAttribute("aria-describedby"), line.id].filter(Boolean).join(" "));
  const show = () => {
    const length = [...box.value.trim().normalize("NFC")].length;
    line.textContent = fill(gettext("%(length)s characters, advised at most %(advised)s"), { length, advised });
    line.classList.toggle("over", length > advised);
  };
  box.addEventListener("input", show);
  box.addEventListener("change", show);
  show();
}

if (form && settings.url) {
  for (const name of ["headline", "standfirst"]) {
    const box = form.elements[name];
    if (box?.id) beside(box, Number(settings[name]));
  }
  editorReady().then((editor) => {
    const line = make("p", { className: "writing-count", id: "id_body_count" });
    editor.view.dom.closest(".prose-editor").after(line);
    const show = () => {
      const count = blocksOf(editor).reduce((sum, { text }) => sum + (/^\s*\[ảnh \d{1,3}\]\s*$/i.test(text) ? 0 : words(text)), 0);
      const minutes = Math.max(1, Math.round((count + words(form.elements.standfirst?.value ?? "")) / Number(settings.words)));
      line.textContent = fill(gettext("%(count)s words · %(minutes)s minutes to read"), { count: count.toLocaleString("vi-VN"), minutes });
    };
    editor.on("update", show);
    form.elements.standfirst?.addEventListener("input", show);
    show();
  });
}
