// Many photos by drop: each file is sent on its own; on an article each becomes an unsaved row of its form.
const MOST_BYTES = 30 * 1024 * 1024;

const make = (tag, className, text = "") => Object.assign(document.createElement(tag), { className, textContent: text });
const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

// Signing in again, in another tab, makes a new token: the cookie has it, the page does not.
function token() {
  const fresh = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1];
  return fresh ?? document.querySelector("[name=csrfmiddlewaretoken]").value;
}

function send(file, words, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append("files", file);
    request.open("POST", words.upload);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", token());
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0);
    request.onerror = () => reject(new Error(words.lost));
    request.onload = () => {
      if (request.status === 200 && request.response) resolve(request.response);
      else reject(new Error(request.status === 403 || request.status === 200 ? words.signedOut : words.lost));
    };
    request.send(body);
  });
}

function link(address, text) {
  const element = make("a", "", text);
  Object.assign(element, { href: address, target: "_blank", rel: "noopener" });
  return element;
}

function thumbnail(photo) {
  const image = make("img", "thumbnail");
  Object.assign(image, { src: photo.thumbnail, alt: "" });
  return image;
}

// What is to be known of a photo that came: what will not be shown of it, and where nearly the same ran.
function notes(photo, words) {
  const found = photo.notices.map((text) => make("p", "photo-notice", text));
  if (photo.taken) found.push(make("p", "photo-facts", `${words.taken}: ${photo.taken}`));
  if (photo.like.length) {
    const list = make("ul", "photo-uses");
    for (const like of photo.like) {
      const item = make("li", like.is_withdrawn ? "photo-withdrawn" : "");
      const facts = [like.article, like.caption, like.credit && `${words.credit}: ${like.credit}`, like.is_withdrawn && words.withdrawn];
      item.append(link(like.page, like.label), make("span", "photo-facts", facts.filter(Boolean).join(" · ")));
      list.append(item);
    }
    found.push(make("p", "photo-notice", words.like), list);
  }
  return found;
}

function refuse(results, name, reason) {
  const item = make("li", "photo-refused");
  item.append(make("strong", "", name), ` ${reason}`);
  results.append(item);
}

function list(results, photo, words) {
  const item = make("li", "photo-taken");
  const about = make("div", "");
  about.append(make("strong", "", photo.name), " ", link(photo.page, photo.label), ...notes(photo, words));
  item.append(thumbnail(photo), about);
  results.append(item);
}

// ---- rows of an article

const boxOf = (prefix, number, name) => document.getElementById(`id_${prefix}-${number}-${name}`);

function numbers(prefix) {
  const total = Number(document.getElementById(`id_${prefix}-TOTAL_FORMS`).value);
  return [...Array(total).keys()].filter((number) => !boxOf(prefix, number, "DELETE")?.checked);
}

function fillRow(prefix, photo, words) {
  const next = 1 + Math.max(0, ...numbers(prefix).map((number) => Number(boxOf(prefix, number, "order")?.value) || 0));
  const number = Number(document.getElementById(`id_${prefix}-TOTAL_FORMS`).value);
  document.querySelector(`#${prefix}-group .add-row a`).click();
  const select = boxOf(prefix, number, "photo");
  select.add(new Option(photo.label, photo.id, true, true));
  boxOf(prefix, number, "order").value = next;
  boxOf(prefix, number, "caption").value = photo.caption;
  boxOf(prefix, number, "credit").value = photo.credit;
  const about = make("div", "photo-taken");
  const told = make("div", "");
  told.append(link(photo.page, photo.name), ...notes(photo, words));
  about.append(thumbnail(photo), told);
  document.getElementById(`${prefix}-${number}`).querySelector("h3").after(about);
  select.dispatchEvent(new Event("change", { bubbles: true }));
  select.form.dispatchEvent(new Event("input", { bubbles: true }));
}

function place(zone, results, photo) {
  const { rows: prefix, here } = zone.dataset;
  if (!prefix) return list(results, photo, zone.dataset);
  if (numbers(prefix).some((number) => boxOf(prefix, number, "photo")?.value === String(photo.id))) {
    return refuse(results, photo.name, here);
  }
  return fillRow(prefix, photo, zone.dataset);
}

// ---- the zone

function enliven(zone) {
  const words = zone.dataset;
  const input = zone.querySelector("input[type=file]");
  const progress = zone.querySelector(".photo-progress");
  const results = zone.querySelector(".photo-results") ?? zone.parentElement.querySelector(".photo-results");
  const bar = make("progress", "");
  const said = make("span", "");
  let waiting = Promise.resolve();
  let [done, all, refused] = [0, 0, 0];

  const tell = (part = 0) => {
    bar.max = all;
    bar.value = done + part;
    const told = done === all ? words.done : words.sending;
    const text = `${told} ${done}/${all}${refused ? ` · ${refused} ${words.refused}` : ""}`;
    if (said.textContent !== text) said.textContent = text;
  };
  const one = async (file) => {
    try {
      if (file.size > MOST_BYTES) throw new Error(words.tooLarge);
      const answer = await send(file, words, tell);
      for (const photo of answer.photos) place(zone, results, photo);
      for (const each of answer.refused) { refused += 1; refuse(results, each.name, each.reason); }
    } catch (error) {
      refused += 1;
      refuse(results, file.name, error.message);
    }
    done += 1;
    tell();
  };
  const take = (files) => {
    if (done === all) [done, all, refused] = [0, 0, 0];
    all += files.length;
    progress.replaceChildren(bar, said);
    tell();
    for (const file of files) waiting = waiting.then(() => one(file));
  };

  input.removeAttribute("name");
  input.addEventListener("change", () => { take([...input.files]); input.value = ""; });
  const button = zone.querySelector("[data-send]");
  if (button) button.hidden = true;
  zone.addEventListener("submit", (event) => event.preventDefault());
  const group = words.rows ? document.getElementById(`${words.rows}-group`) : null;
  if (group) group.querySelector(".inline-heading, h2").after(zone);
  zone.hidden = false;
  const target = group ?? zone;
  for (const name of ["dragenter", "dragover"]) {
    target.addEventListener(name, (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      zone.classList.add("over");
    });
  }
  target.addEventListener("dragleave", (event) => { if (!target.contains(event.relatedTarget)) zone.classList.remove("over"); });
  target.addEventListener("drop", (event) => {
    zone.classList.remove("over");
    if (!hasFiles(event)) return;
    event.preventDefault();
    take([...event.dataTransfer.files]);
  });
  // A file dropped beside the zone would open in the place of what is being written.
  for (const name of ["dragover", "drop"]) addEventListener(name, (event) => { if (hasFiles(event)) event.preventDefault(); });
}

document.querySelectorAll("[data-photo-drop]").forEach(enliven);
