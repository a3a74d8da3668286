/* Keys of the review screen. They lead to what is on the page and never decide by themselves:
   a letter moves to the step, Enter confirms it. Without this file the page works the same. */
(() => {
  "use strict";

  const page = document.querySelector("[data-review]");
  const keysOn = document.getElementById("keys-on");
  const KEYS_OFF = "pacte-review-keys-off";
  if (!page || !keysOn) return;

  /* A private window may refuse to remember: the keys then stay as the page came. */
  const remembered = () => {
    try {
      return localStorage.getItem(KEYS_OFF);
    } catch {
      return null;
    }
  };
  keysOn.checked = !remembered();
  keysOn.addEventListener("change", () => {
    try {
      if (keysOn.checked) localStorage.removeItem(KEYS_OFF);
      else localStorage.setItem(KEYS_OFF, "1");
    } catch {
      /* Said above. */
    }
  });

  const typing = (element) =>
    element.matches("textarea, select, [contenteditable]") ||
    (element.matches("input") && element.type !== "checkbox");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (!keysOn.checked || typing(event.target)) return;
    const found = page.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!found) return;
    event.preventDefault();
    if (found.matches("a")) {
      found.click();
      return;
    }
    const needed = found.form.querySelector("textarea[required]");
    (needed || found).focus();
  });
})();
