/* Django's search boxes have no name for screen readers while they are empty: give them their label's. */
"use strict";
function nameSearchBoxes() {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const box = select.parentElement.querySelector(".select2-selection");
    if (!box || box.hasAttribute("aria-label")) continue;
    /* It takes the place of its field, and its focus with it. */
    if (document.activeElement === select) box.focus();
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

// A form in error opens where something is wrong: it may be long, and who has no mouse far from it.
const wrong = [...document.querySelectorAll('#content [aria-invalid="true"]')];
wrong.find((field) => field.checkVisibility())?.focus();

// Many rows at once: each page leads on by itself; without a script its button does.
document.querySelector("form[data-goes-on]")?.requestSubmit();

// Who else has this page open, and whether a newer version was saved: asked less and less often.
const presence = document.querySelector("[data-presence]");
function askPresence(wait) {
  setTimeout(async () => {
    try {
      if (!document.hidden) {
        const answer = await fetch(presence.dataset.presence, { headers: { Accept: "application/json" } });
        if (!answer.ok) return;
        const lines = (await answer.json()).words.map((words) => {
          const line = document.createElement("p");
          line.textContent = words;
          return line;
        });
        if (presence.textContent !== lines.map((line) => line.textContent).join(""))
          presence.replaceChildren(...lines);
      }
    } catch {
      // The network is away: what is shown stays, and is asked again later.
    }
    askPresence(Math.min(wait * 1.5, 300_000));
  }, wait);
}
if (presence) askPresence(20_000);
