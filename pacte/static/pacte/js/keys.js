/* Keys of a page that says so (`data-keys`, the name under which the choice is remembered). A key
   finds what carries it in `data-key`: a link is followed, a button marked `data-now` is pressed;
   any other button only gets the focus, so that Enter decides. Without this file the page works. */
(() => {
  "use strict";

  const page = document.querySelector("[data-keys]");
  if (!page) return;
  const keysOn = document.getElementById("keys-on");
  const KEYS_OFF = `pacte-${page.dataset.keys}-keys-off`;

  /* A private window may refuse to remember: the keys then stay as the page came. */
  const remembered = () => {
    try {
      return localStorage.getItem(KEYS_OFF);
    } catch {
      return null;
    }
  };
  if (keysOn) {
    keysOn.checked = !remembered();
    keysOn.addEventListener("change", () => {
      try {
        if (keysOn.checked) localStorage.removeItem(KEYS_OFF);
        else localStorage.setItem(KEYS_OFF, "1");
      } catch {
        /* Said above. */
      }
    });
  }

  const typing = (element) =>
    element.matches("textarea, select, [contenteditable]") ||
    (element.matches("input") && !["checkbox", "radio"].includes(element.type));

  /* A key held down, or struck twice, must not act twice. */
  let gone = false;
  window.addEventListener("pageshow", () => {
    gone = false;
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || gone) return;
    if ((keysOn && !keysOn.checked) || typing(event.target)) return;
    const found = page.querySelector(`[data-key~="${CSS.escape(event.key)}"]`);
    if (!found || found.disabled) return;
    event.preventDefault();
    if (found.matches("details")) {
      found.open = !found.open;
      found.querySelector("summary").focus();
      return;
    }
    if (found.matches("a, [data-now]")) {
      gone = !event.repeat && !found.matches("a[href^='#']");
      if (!event.repeat) found.click();
      return;
    }
    const needed = found.form?.querySelector("textarea[required]");
    (needed || found).focus();
  });

  /* A page may open where the work goes on. */
  const current = page.querySelector("[data-current]");
  if (current && !window.location.hash) current.scrollIntoView({ block: "nearest" });
})();
