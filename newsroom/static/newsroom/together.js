// Two people, one article: tells who else is here, keeps what is not saved, offers it back.
const KEEP_EVERY = 4000;
const LOOK_EVERY = 15000;
// Browsers send at most 64 kB after a page is left.
const LEAVING_LIMIT = 60000;

const box = document.getElementById("together");
const form = box?.closest("form");
const tokenBox = form?.querySelector("[name=csrfmiddlewaretoken]");
const SKIPPED = /^(csrfmiddlewaretoken|_.*|move_.*|initial-.*)$|__prefix__/;
const ROW = /^([a-z]+)-(\d+)-(\w+)$/;
const storeKey = `newsroom:unsaved:${box?.dataset.key}`;
let changed = false;
let submitting = false;
let pending = null;

const part = (name) => box.querySelector(`.together-${name}`);

// Signing in again, in another tab, makes a new token: the cookie has it, the page does not.
function token() {
  const fresh = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1];
  if (fresh) tokenBox.value = fresh;
  return tokenBox.value;
}

function send(url, options = {}) {
  return fetch(url, { credentials: "same-origin", headers: { "X-CSRFToken": token() }, ...options });
}

// ---- reading the form

function copyOfForm() {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (!SKIPPED.test(name) && typeof value === "string") (fields[name] ??= []).push(value);
  }
  const labels = {};
  for (const select of form.querySelectorAll("select.admin-autocomplete")) {
    if (select.value) labels[select.name] = select.selectedOptions[0]?.textContent ?? "";
  }
  return { fields, labels, opened_version: Number(form.elements.opened_version?.value ?? 0) || 0 };
}

// ---- keeping what is not saved

function onThisMachine(copy) {
  try {
    if (copy) localStorage.setItem(storeKey, JSON.stringify({ ...copy, at: Date.now() }));
    else localStorage.removeItem(storeKey);
  } catch {
    // A full or forbidden store: the server's copy is the one that counts.
  }
}

function stored() {
  try {
    return JSON.parse(localStorage.getItem(storeKey));
  } catch {
    return null;
  }
}

function say(text, isTrouble = false) {
  const state = part("state");
  state.textContent = text;
  state.classList.toggle("trouble", isTrouble);
}

async function keep({ leaving = false } = {}) {
  if (!changed || submitting || !("writes" in box.dataset)) return;
  const copy = copyOfForm();
  const body = JSON.stringify(copy);
  if (leaving && body.length > LEAVING_LIMIT) {
    onThisMachine(copy);
    return;
  }
  changed = false;
  pending = new AbortController();
  try {
    const response = await send(box.dataset.copy, { method: "POST", body, keepalive: leaving, signal: pending.signal });
    if (response.redirected || response.status === 403) throw new Error("signed out");
    if (!response.ok) throw new Error("not kept");
    const answer = await response.json();
    say(`${box.dataset.kept} ${answer.at}`);
    onThisMachine(null);
  } catch (error) {
    if (submitting) return;
    changed = true;
    onThisMachine(copy);
    say(error.message === "signed out" ? box.dataset.signedOut : box.dataset.offline, true);
  }
}

// ---- giving it back

function rowsOf(fields) {
  const rows = {};
  for (const [name, values] of Object.entries(fields)) {
    const match = ROW.exec(name);
    if (match) ((rows[match[1]] ??= {})[match[2]] ??= {})[match[3]] = values;
  }
  return rows;
}

function emptyRow(prefix) {
  const total = form.elements[`${prefix}-TOTAL_FORMS`];
  const number = Number(total.value);
  document.querySelector(`#${prefix}-group .add-row a`)?.click();
  return Number(total.value) > number ? number : null;
}

function placeOf(prefix, row) {
  const id = row.id?.[0];
  if (id) {
    const same = [...form.querySelectorAll(`input[name^="${prefix}-"][name$="-id"]`)].find((each) => each.value === id);
    if (same) return same.name.split("-")[1];
  }
  if (row.DELETE) return null;
  const isEmpty = Object.entries(row).every(([field, values]) => ["id", "article", "order", "role"].includes(field) || !values[0]);
  return isEmpty ? null : emptyRow(prefix);
}

function fill(name, values, label) {
  const found = form.elements[name];
  if (!found) return;
  const boxes = found instanceof RadioNodeList ? [...found] : [found];
  const field = boxes[0];
  if (field.type === "checkbox") {
    for (const each of boxes) each.checked = values.includes(each.value);
  } else if (field.matches("select")) {
    const value = values[0] ?? "";
    if (value && ![...field.options].some((option) => option.value === value)) field.add(new Option(label ?? value, value));
    field.value = value;
  } else {
    field.value = values[0] ?? "";
  }
  const editable = field.closest(".prose-editor")?.querySelector(".ProseMirror[contenteditable]");
  editable?.editor?.commands.setContent(values[0] ?? "");
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

// A form sends no box that is not ticked: what the copy does not name was empty.
function untick(within) {
  for (const each of form.querySelectorAll("input[type=checkbox]")) {
    if (within(each.name) && !each.name.includes("__prefix__")) each.checked = false;
  }
}

function giveBack({ fields, labels, opened_version: opened }) {
  untick((name) => !ROW.test(name));
  for (const [prefix, rows] of Object.entries(rowsOf(fields))) {
    if (!form.elements[`${prefix}-TOTAL_FORMS`]) continue;
    for (const [number, row] of Object.entries(rows)) {
      const place = placeOf(prefix, row);
      if (place === null) continue;
      untick((name) => name.startsWith(`${prefix}-${place}-`));
      for (const [field, values] of Object.entries(row)) {
        if (field !== "id" && field !== "article") fill(`${prefix}-${place}-${field}`, values, labels[`${prefix}-${number}-${field}`]);
      }
    }
  }
  for (const [name, values] of Object.entries(fields)) {
    if (!/^[a-z]+-(\d+-\w+|[A-Z_]+)$/.test(name)) fill(name, values, labels[name]);
  }
  // The text was written on that version: the merge at the save starts from it.
  if (form.elements.opened_version && opened) form.elements.opened_version.value = opened;
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

async function answerOffer(action) {
  const here = stored();
  try {
    if (action === "take") {
      const response = here ? null : await send(box.dataset.copy);
      giveBack(here ?? (await response.json()));
    } else {
      await send(box.dataset.copy, { method: "DELETE" });
      onThisMachine(null);
    }
    part("offer").hidden = true;
  } catch {
    say(box.dataset.offline, true);
  }
}

function offerWhatIsHere() {
  const here = stored();
  if (!here) return;
  // A text that was kept here and then saved is no longer unsaved.
  if (here.submitted && Number(box.dataset.version) > here.opened_version) {
    onThisMachine(null);
    return;
  }
  const clock = new Date(here.at).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
  part("offer").querySelector("time").textContent = clock;
  part("offer").hidden = false;
}

// ---- who else is here

function tell({ people, version, saved_by: savedBy, saved_at: savedAt }) {
  const lines = people.map((each) => `${each.name} ${each.writing ? box.dataset.types : box.dataset.reads}`);
  const shown = part("people");
  if (shown.textContent !== lines.join(" · ")) shown.textContent = lines.join(" · ");
  shown.hidden = lines.length === 0;
  const isNewer = version > Number(box.dataset.version);
  const text = `${savedBy} ${box.dataset.newer} ${savedAt}. ${box.dataset.merges}`;
  const newer = part("newer").firstElementChild;
  if (isNewer && newer.textContent !== text) newer.textContent = text;
  part("newer").hidden = !isNewer;
}

let everChanged = false;

async function look() {
  if (!box.dataset.beat || document.hidden) return;
  try {
    const body = new URLSearchParams({ writing: everChanged ? "1" : "0" });
    const response = await send(box.dataset.beat, { method: "POST", body });
    if (response.ok && !response.redirected) tell(await response.json());
  } catch {
    // Without a connection nobody can be told of; the keeping of text says so.
  }
}

function leave() {
  keep({ leaving: true });
  if (box.dataset.beat) send(box.dataset.beat, { method: "POST", body: new URLSearchParams({ leaving: "1" }), keepalive: true }).catch(() => {});
}

if (form) {
  const touched = () => { changed = everChanged = true; };
  form.addEventListener("input", touched);
  form.addEventListener("change", touched);
  form.addEventListener("submit", () => {
    submitting = true;
    token();
    pending?.abort();
    const here = stored();
    if (here) onThisMachine({ ...here, submitted: true });
  });
  box.addEventListener("click", (event) => {
    const action = event.target.closest("[data-act]")?.dataset.act;
    if (action) answerOffer(action);
  });
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => { if (document.hidden) keep(); else look(); });
  addEventListener("online", () => keep());
  setInterval(keep, KEEP_EVERY);
  setInterval(look, LOOK_EVERY);
  if ("unsaved" in box.dataset) changed = everChanged = true;
  else offerWhatIsHere();
  look();
}

// ---- copying a private address

for (const button of document.querySelectorAll("[data-copy-address]")) {
  const address = button.parentElement.querySelector("input");
  address.addEventListener("focus", () => address.select());
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(address.value);
    address.select();
  });
}
