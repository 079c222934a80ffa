// Privacy screen: one tap hides score, names and history, on every page of this tab,
// until it is tapped again. Escape hides too, and never shows.

const KEPT = "safeward-hidden";
const button = document.querySelector("[data-privacy]");
const said = document.querySelector("[data-privacy-said]");

function show(hidden) {
  document.documentElement.classList.toggle("sw-hiding", hidden);
  button.setAttribute("aria-pressed", String(hidden));
  said.textContent = hidden ? "Score, names and history are hidden." : "";
  if (hidden) sessionStorage.setItem(KEPT, "yes");
  else sessionStorage.removeItem(KEPT);
}

if (button) {
  show(sessionStorage.getItem(KEPT) === "yes");
  button.addEventListener("click", () =>
    show(button.getAttribute("aria-pressed") !== "true"),
  );
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") show(true);
  });
}
