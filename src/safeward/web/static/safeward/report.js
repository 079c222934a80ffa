// Keeps a report while it is written. What could not be sent stays in this tab, under
// AES-GCM with a key that only the open page has (docs/adr/0212); sent, it is gone.

const form = document.querySelector("form[data-report]");
const say = document.querySelector("[data-kept]");
const place = `safeward-draft-${form.dataset.draft}`;
const WAIT = 1500;
const AGAIN = 5000;
let timer = 0;
let changed = false;
let sending = Promise.resolve(true);

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) =>
    c.charCodeAt(0),
  );
const key = crypto.subtle
  ? crypto.subtle.importKey("raw", bytes(form.dataset.deviceKey), "AES-GCM", false, [
      "encrypt",
      "decrypt",
    ])
  : Promise.resolve(null);
form.removeAttribute("data-device-key");

const typed = () =>
  [...new FormData(form)].filter(
    ([name]) => !["csrfmiddlewaretoken", "key", "revision", "do"].includes(name),
  );

async function keepHere() {
  const secret = await key;
  if (!secret) return;
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(
    JSON.stringify({ revision: form.revision.value, typed: typed() }),
  );
  const sealed = new Uint8Array(
    await crypto.subtle.encrypt({ name: "AES-GCM", iv }, secret, text),
  );
  const all = String.fromCharCode(...iv, ...sealed);
  sessionStorage.setItem(place, btoa(all));
}

async function keptHere() {
  const all = sessionStorage.getItem(place);
  const secret = await key;
  if (!all || !secret) return null;
  try {
    const raw = bytes(all);
    const clear = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv: raw.slice(0, 12) },
      secret,
      raw.slice(12),
    );
    return JSON.parse(new TextDecoder().decode(clear));
  } catch {
    return null;
  }
}

const forget = () => sessionStorage.removeItem(place);
const clock = () =>
  new Date().toLocaleTimeString("en-AU", { hour: "numeric", minute: "2-digit" });

async function send() {
  changed = false;
  try {
    const answer = await fetch(form.dataset.keep, {
      method: "POST",
      body: new FormData(form),
      headers: { "HX-Request": "true" },
      redirect: "manual",
    });
    if (answer.ok && answer.status === 200) {
      form.revision.value = (await answer.json()).revision;
      if (!changed) forget();
      say.textContent = `Kept at ${clock()}.`;
      return true;
    }
    if (answer.status === 409) {
      say.textContent = (await answer.json()).problem;
      return false;
    }
    await keepHere();
    say.textContent =
      "Not kept: you are locked or signed out. What you typed stays in this tab; " +
      "unlock in another one, then go on here.";
  } catch {
    await keepHere();
    say.textContent =
      "No connection. What you typed stays in this tab and is sent when it is back.";
  }
  changed = true;
  later(AGAIN);
  return false;
}

function later(wait) {
  clearTimeout(timer);
  timer = setTimeout(() => {
    sending = sending.then(send);
  }, wait);
}

form.addEventListener("input", () => {
  changed = true;
  later(WAIT);
});
// What was typed before this script came is to be kept too.
const early = [...form.elements].some((field) =>
  field.type === "checkbox" || field.type === "radio"
    ? field.checked !== field.defaultChecked
    : field.matches("textarea, input:not([type=hidden])") &&
      field.value !== field.defaultValue,
);
if (early) {
  changed = true;
  later(WAIT);
}
window.addEventListener("online", () => changed && later(0));
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden" && changed) later(0);
});

// Another part of the page is about to be fetched: one request at a time, so that each
// knows the draft's latest revision. They end in the order in which they began.
const releases = [];
document.body.addEventListener("htmx:confirm", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  const before = sending;
  let release = () => {};
  sending = new Promise((done) => {
    release = () => done(true);
  });
  before.then(() => {
    if (!document.contains(event.detail.elt)) return release();
    releases.push(release);
    event.detail.issueRequest(true);
  });
});
document.body.addEventListener("htmx:afterRequest", () => {
  const release = releases.shift();
  if (release) setTimeout(release, 50);
});
document.body.addEventListener("htmx:sendError", async () => {
  await keepHere();
  say.textContent =
    "No connection: search when it is back. You can go on typing, and add people.";
});

// Send only what is known to have arrived as a draft: a dropped line loses nothing.
form.addEventListener("submit", async (event) => {
  const button = event.submitter;
  if (!button || !button.hasAttribute("data-send") || form.dataset.ready) return;
  event.preventDefault();
  clearTimeout(timer);
  button.disabled = true;
  const arrived = await sending.then(send);
  button.disabled = false;
  if (!arrived) {
    say.scrollIntoView({ block: "center" });
    return;
  }
  forget();
  form.dataset.ready = "yes";
  form.requestSubmit(button);
});

// --- people ------------------------------------------------------------------------
const childOnly = () => {
  for (const card of document.querySelectorAll("[data-card]")) {
    const role = card.querySelector("select[name$='-role']");
    const part = card.querySelector("[data-child-only]");
    if (role && part) part.hidden = role.value !== "child";
  }
};
form.addEventListener("change", childOnly);
document.body.addEventListener("htmx:afterSwap", () => {
  childOnly();
  const touched = document.querySelector("[data-touched]");
  if (touched) {
    const first = touched.querySelector("[data-found]") ?? touched;
    first.focus();
    first.scrollIntoView({ block: "nearest" });
  }
});

// Without a connection somebody is added here, and searched for when it is back.
document.body.addEventListener(
  "click",
  (event) => {
    const button = event.target.closest("[data-add]");
    if (!button || navigator.onLine) return;
    event.preventDefault();
    event.stopPropagation();
    const name = [...crypto.getRandomValues(new Uint8Array(4))]
      .map((byte) => byte.toString(16).padStart(2, "0"))
      .join("");
    const blank = document.getElementById("party-template").innerHTML;
    const cards = form.querySelector("[data-cards]");
    cards.querySelector("[data-none]")?.remove();
    cards.insertAdjacentHTML("beforeend", blank.replaceAll("KEY", name));
    const card = document.getElementById(`card-${name}`);
    card.querySelector("select[name$='-role']").value = button.dataset.add;
    childOnly();
    card.focus();
    changed = true;
    later(WAIT);
  },
  true,
);

// --- what did not arrive last time ---------------------------------------------------
const before = await keptHere();
if (before) {
  for (const [name, value] of before.typed) {
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.type === "checkbox" || field.type === "radio") {
        if (field.value === value) field.checked = true;
      } else if (field.type !== "hidden") {
        field.value = value;
      }
    }
  }
  say.textContent = "What you typed without a connection is back in the form.";
  changed = true;
  later(0);
}
childOnly();
