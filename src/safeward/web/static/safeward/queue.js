// Keyboard shortcuts of the queue, and what the page says aloud when its rows change.
// Without this script every part of the page still works.
(() => {
  const OFF = "safeward-shortcuts-off";
  const dialog = document.querySelector("[data-keys-dialog]");
  const said = document.getElementById("queue-said");
  const wide = window.matchMedia("(min-width: 48em)");

  const off = () => window.localStorage.getItem(OFF) === "yes";
  const entries = () => [...document.querySelectorAll("[data-entry]")];

  function unfold() {
    const fold = document.getElementById("fold");
    if (fold && wide.matches) fold.open = true;
  }

  function move(step) {
    const all = entries();
    if (!all.length) return;
    const now = document.activeElement && document.activeElement.closest(".sw-entry");
    const at = all.findIndex((one) => now && now.contains(one));
    const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step;
    const chosen = all[Math.min(Math.max(next, 0), all.length - 1)];
    chosen.focus({ preventScroll: true });
    chosen.closest(".sw-entry").scrollIntoView({ block: "nearest" });
  }

  function reasons() {
    const entry = document.activeElement && document.activeElement.closest(".sw-entry");
    const more = entry && entry.querySelector("details");
    if (more) more.open = !more.open;
  }

  function filters() {
    const fold = document.getElementById("fold");
    if (fold) fold.open = true;
    const first = document.querySelector("#filters select, #filters input:not([type=hidden])");
    if (first) first.focus();
  }

  function typing(where) {
    return where.closest("input, select, textarea, dialog, [contenteditable]") !== null;
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (off() || typing(event.target)) return;
    const act = { j: () => move(1), k: () => move(-1), o: reasons, "/": filters, "?": () => dialog.showModal() }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  document.querySelectorAll("[data-keys]").forEach((part) => {
    part.hidden = false;
    part.querySelector("[data-keys-open]").addEventListener("click", () => dialog.showModal());
  });

  const toggle = document.querySelector("[data-keys-switch]");
  const label = () => { toggle.textContent = off() ? "Turn shortcuts on" : "Turn shortcuts off"; };
  toggle.addEventListener("click", () => {
    if (off()) window.localStorage.removeItem(OFF);
    else window.localStorage.setItem(OFF, "yes");
    label();
  });

  document.body.addEventListener("htmx:afterSettle", () => {
    unfold();
    const rows = document.querySelector(".sw-pages__rows");
    said.textContent = rows ? rows.textContent : "Nobody in the queue is like this";
  });

  label();
  unfold();
})();
