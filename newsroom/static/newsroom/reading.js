// What a browser can add to a story: text size, print, share, listen, photos in full. Everything reads without it.

const story = document.querySelector(".story");
const tool = (name) => document.querySelector(`[data-tool="${name}"]`);
const show = (button, act) => {
  button.hidden = false;
  button.addEventListener("click", act);
};

// Text size, remembered on this device
const SIZES = [0.875, 1, 1.125, 1.25, 1.5, 1.75];
const KEPT = "text-size";
const kept = () => {
  try { return Number(localStorage.getItem(KEPT)) || 1; } catch { return 1; }
};
const resize = (size) => {
  document.documentElement.style.setProperty("--text-scale", size);
  tool("smaller").disabled = size === SIZES[0];
  tool("larger").disabled = size === SIZES.at(-1);
  try { localStorage.setItem(KEPT, size); } catch { /* a browser that keeps nothing still resizes */ }
};
const step = (by) => () => {
  const at = SIZES.indexOf(SIZES.includes(kept()) ? kept() : 1);
  resize(SIZES[Math.min(Math.max(at + by, 0), SIZES.length - 1)]);
};
if (tool("smaller")) {
  show(tool("smaller"), step(-1));
  show(tool("larger"), step(1));
  if (kept() !== 1) resize(kept());
}

// Print, share, copy
if (tool("print")) show(tool("print"), () => print());
const link = document.querySelector("link[rel=canonical]")?.href ?? location.href;
if (tool("share") && navigator.share) {
  show(tool("share"), () => navigator.share({ title: document.querySelector("h1").textContent, url: link }).catch(() => {}));
}
document.querySelectorAll("[data-copy]").forEach((button) => {
  if (!navigator.clipboard) return;
  const label = button.textContent;
  show(button, async () => {
    await navigator.clipboard.writeText(document.querySelector(button.dataset.copy)?.textContent.trim() ?? link);
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = label; }, 2500);
  });
});

// Listen: paragraph by paragraph, since browsers break off long readings
const listen = tool("listen");
const voice = () => speechSynthesis.getVoices().find(({ lang }) => lang.replace("_", "-").startsWith(story.lang.split("-")[0]));
const silence = () => {
  speechSynthesis.cancel();
  listen.setAttribute("aria-pressed", "false");
};
const read = () => {
  if (listen.getAttribute("aria-pressed") === "true") return silence();
  const parts = [...story.querySelectorAll("h1, .standfirst, .text > :not(figure, .table-region)")];
  parts.forEach((part, at) => {
    const speech = Object.assign(new SpeechSynthesisUtterance(part.innerText), { voice: voice(), lang: story.lang });
    if (at === parts.length - 1) speech.onend = silence;
    speechSynthesis.speak(speech);
  });
  listen.setAttribute("aria-pressed", "true");
};
if (listen && "speechSynthesis" in window) {
  const offer = () => { if (listen.hidden && voice()) show(listen, read); };
  offer();
  speechSynthesis.addEventListener?.("voiceschanged", offer);
  addEventListener("pagehide", () => speechSynthesis.cancel());
}

// Photos in full
const photos = [...document.querySelectorAll(".text .photo img")];
const words = document.querySelector("[data-enlarge]")?.dataset;
if (photos.length && words && window.HTMLDialogElement) {
  const box = document.createElement("dialog");
  box.className = "lightbox";
  box.innerHTML = "<form method=dialog><button></button></form><div></div><p></p>";
  const [close, frame, caption] = [box.querySelector("button"), box.querySelector("div"), box.querySelector("p")];
  close.textContent = words.close;
  document.body.append(box);
  let at = 0;
  const whole = (photo) => photo.closest("picture") ?? photo;
  const open = (place) => {
    at = (place + photos.length) % photos.length;
    const picture = whole(photos[at]).cloneNode(true);
    for (const each of picture.querySelectorAll("source")) each.sizes = "100vw";
    frame.replaceChildren(picture);
    caption.textContent = photos[at].closest("figure").querySelector("figcaption")?.innerText ?? "";
    box.setAttribute("aria-label", words.enlarge);
    if (!box.open) box.showModal();
  };
  photos.forEach((photo, place) => {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "enlarge" });
    button.setAttribute("aria-label", `${words.enlarge}: ${photo.alt}`);
    const picture = whole(photo);
    picture.replaceWith(button);
    button.append(picture);
    button.addEventListener("click", () => open(place));
  });
  box.addEventListener("click", (event) => { if (event.target !== caption) box.close(); });
  box.addEventListener("keydown", ({ key }) => {
    if (key === "ArrowRight") open(at + 1);
    if (key === "ArrowLeft") open(at - 1);
  });
}
