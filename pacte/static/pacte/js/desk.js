/* Django's search boxes have no name for screen readers while they are empty: give them their label's. */
"use strict";
function nameSearchBoxes() {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const box = select.parentElement.querySelector(".select2-selection");
    if (!box || box.hasAttribute("aria-label")) continue;
    const label = document.querySelector(`label[for="${select.id}"]`)?.textContent.trim();
    const name = (label || select.dataset.placeholder || select.name).replace(/\s*:$/, "");
    box.removeAttribute("aria-labelledby");
    for (const part of [box, box.querySelector(".select2-selection__rendered")])
      part?.setAttribute("aria-label", name);
  }
}
/* They are drawn by a script of Django's, at a moment that differs from page to page. */
new MutationObserver(nameSearchBoxes).observe(document.body, { childList: true, subtree: true });
nameSearchBoxes();

// Many rows at once: each page leads on by itself; without a script its button does.
document.querySelector("form[data-goes-on]")?.requestSubmit();
