// The page as it will look, while it is typed: at the width of a phone or of a desk, beside the form where there is room.
import { after, ask, editorReady, form, gettext, make, settings } from "newsroom/writing";

const PAUSE = 700;
const WIDTHS = { phone: 390, desktop: 1280 };
const KEPT = "newsroom:preview";
const SENT = /^(headline|kicker|agency|standfirst|body|section|(photos|bylines)-\d+-\w+)$/;
const WIDE = matchMedia("(min-width: 1200px)");

const kept = () => { try { return localStorage.getItem(KEPT) ?? ""; } catch { return ""; } };
const keep = (value) => { try { localStorage.setItem(KEPT, value); } catch { /* not remembered, shown all the same */ } };

function panelOf() {
  const frame = make("iframe", { title: gettext("Preview"), sandbox: "allow-same-origin", tabIndex: 0 });
  const state = make("span", { className: "writing-preview-state", role: "status" });
  const buttons = Object.entries({ phone: gettext("Phone"), desktop: gettext("Desktop") }).map(([name, words]) => make(
    "button", { type: "button", textContent: words, dataset: { width: name } },
  ));
  const close = make("button", { type: "button", className: "writing-close", textContent: "×", "aria-label": gettext("Close the preview"), dataset: { width: "" } });
  const panel = make("section", { className: "writing-preview", "aria-label": gettext("Preview while typing"), hidden: true },
    make("header", {}, ...buttons, state, close), make("div", { className: "writing-stage" }, frame));
  return { panel, frame, state };
}

if (form && settings.url) {
  editorReady().then((editor) => {
    const { panel, frame, state } = panelOf();
    editor.view.dom.closest(".form-row").after(panel);
    let width = "";
    let asked = 0;

    const scale = () => {
      const stage = frame.parentElement;
      const room = stage.clientWidth;
      if (!width || !room) return;
      const part = Math.min(1, room / WIDTHS[width]);
      Object.assign(frame.style, { width: `${WIDTHS[width]}px`, height: `${stage.clientHeight / part}px`, transform: `scale(${part})` });
    };

    const show = (html) => {
      const old = frame.contentDocument?.querySelector("main");
      const fresh = old?.querySelector(".story") && new DOMParser().parseFromString(html, "text/html").querySelector("main");
      if (fresh) old.replaceWith(frame.contentDocument.adoptNode(fresh));
      else frame.srcdoc = html;
    };

    const draw = async () => {
      if (!width) return;
      const number = ++asked;
      const fields = {};
      for (const [name, value] of new FormData(form)) {
        if (SENT.test(name) && !name.includes("__prefix__") && typeof value === "string") fields[name] = value;
      }
      try {
        const html = await (await ask("preview", { fields })).text();
        if (number !== asked || !width) return;
        show(html);
        state.textContent = "";
      } catch {
        state.textContent = gettext("The preview cannot be drawn just now.");
      }
    };
    const later = after(PAUSE, draw);

    const set = (value) => {
      width = value;
      keep(value);
      panel.hidden = !value;
      document.body.classList.toggle("previewing", Boolean(value));
      panel.dataset.width = value;
      for (const each of panel.querySelectorAll("header button")) {
        if (each.dataset.width) each.setAttribute("aria-pressed", String(each.dataset.width === value));
      }
      document.dispatchEvent(new CustomEvent("writing:shown"));
      scale();
      draw();
    };

    const toggle = () => {
      set(width ? "" : "phone");
      if (width && !WIDE.matches) panel.scrollIntoView({ block: "start" });
    };

    panel.addEventListener("click", ({ target }) => {
      if (target.dataset.width === undefined || target === panel) return;
      set(target.dataset.width);
      if (!width) editor.commands.focus();
    });
    document.addEventListener("writing:act", ({ detail }) => { if (detail === "preview") toggle(); });
    form.addEventListener("input", later);
    form.addEventListener("change", later);
    new ResizeObserver(scale).observe(panel);
    if (kept() in WIDTHS) set(kept());
  });
}
