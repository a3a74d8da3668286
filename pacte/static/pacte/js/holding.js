/* What was begun in a form of a page that says so (`data-holding`) and not sent is there again when
   one comes back in the same tab: on these pages one form is sent while others hold words. */
(() => {
  "use strict";

  const page = document.querySelector("[data-holding]");
  if (!page) return;
  const key = `pacte-held:${location.pathname.replace(/reading\/.*/, "reading/")}`;
  const NEVER = new Set(["hidden", "file", "submit", "button"]);
  let sent = null;

  const fields = () =>
    [...page.querySelectorAll("form")]
      .filter((form) => form !== sent)
      .flatMap((form) => [...form.elements])
      .filter((one) => one.id && one.name && !NEVER.has(one.type) && !("unheld" in one.dataset));
  const ticked = (one) => one.type === "checkbox" || one.type === "radio";
  const valueOf = (one) => (ticked(one) ? one.checked : one.value);
  const asItCame = (one) => {
    if (ticked(one)) return one.defaultChecked;
    if (!one.options) return one.defaultValue;
    return [...one.options].find((option) => option.defaultSelected)?.value ?? one.options[0]?.value;
  };

  const read = () => {
    try {
      return JSON.parse(sessionStorage.getItem(key)) || {};
    } catch {
      return {};
    }
  };
  const write = (held) => {
    try {
      if (Object.keys(held).length) sessionStorage.setItem(key, JSON.stringify(held));
      else sessionStorage.removeItem(key);
    } catch {
      /* Full or forbidden: the page works as it came. */
    }
  };

  const held = read();
  for (const one of fields()) {
    if (!(one.id in held)) continue;
    /* What came back with a refusal is later than what is held. */
    if (valueOf(one) === asItCame(one) && !one.closest("form").querySelector("[aria-invalid=true]")) {
      if (ticked(one)) one.checked = held[one.id];
      else one.value = held[one.id];
      if (valueOf(one) !== asItCame(one)) one.closest("details")?.setAttribute("open", "");
    }
    delete held[one.id];
  }
  write(held);

  page.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) sent = event.target;
  });
  window.addEventListener("pageshow", () => {
    sent = null;
  });
  window.addEventListener("pagehide", () => {
    const now = read();
    for (const one of fields()) if (valueOf(one) !== asItCame(one)) now[one.id] = valueOf(one);
    write(now);
  });
})();
