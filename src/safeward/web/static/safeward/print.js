// A button that prints, where scripts run; the browser's own printing serves elsewhere.
document.querySelectorAll("[data-print]").forEach((part) => {
  part.hidden = false;
  part.querySelector("[data-print-now]").addEventListener("click", () => window.print());
});
