/* Keys and selection on the screens where a letter is read. Everything here presses buttons and
   fills fields that are on the page: without this file the same work is done by the same forms. */
(() => {
  "use strict";

  const letter = document.getElementById("letter");
  const cards = [...document.querySelectorAll(".reading-card[data-ref]")];
  const markForm = document.getElementById("mark");
  const keys = document.getElementById("keys");
  const keysOn = document.getElementById("keys-on");
  const KEYS_OFF = "pacte-reading-keys-off";

  /* The server counts code points, the DOM counts UTF-16 units: a letter outside the basic plane
     is one of the former and two of the latter. */
  const codePoints = (text) => [...text].length;

  const current = () => cards.find((card) => card.classList.contains("is-current"));

  function choose(card, { focus = true } = {}) {
    if (!card) return;
    const ref = card.dataset.ref;
    for (const one of cards) one.classList.toggle("is-current", one === card);
    const marks = letter.querySelectorAll(".reading-mark");
    let first = null;
    for (const mark of marks) {
      const mine = mark.dataset.refs.split(" ").includes(ref);
      mark.classList.toggle("is-current", mine);
      first = first || (mine ? mark : null);
    }
    if (focus) card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
    if (first) showInLetter(first);
  }

  /* Scrolls the letter's own pane, never the page: the card must stay where it is. */
  function showInLetter(mark) {
    const pane = letter.getBoundingClientRect();
    const spot = mark.getBoundingClientRect();
    if (spot.top < pane.top || spot.bottom > pane.bottom) {
      letter.scrollTop += spot.top - pane.top - pane.height / 3;
    }
  }

  function step(by) {
    const at = cards.indexOf(current());
    choose(cards[at < 0 ? 0 : Math.min(cards.length - 1, Math.max(0, at + by))]);
  }

  function press(value) {
    const button = current()?.querySelector(`button[value="${value}"]`);
    if (button) button.click();
  }

  /* Fields of the card, opened and focused; Enter there confirms the passage with them. */
  function fact(name) {
    const form = current()?.querySelector("form[data-decide]");
    if (!form) return;
    form.querySelector("details").open = true;
    const field = form.querySelector(`[name="${name}"]`);
    field?.focus();
    if (field?.type === "text") field.select();
  }

  const placeAt = (found) => {
    const form = current()?.querySelector("form[data-split]");
    if (!form || !found || !form.elements.words) return null;
    const blanks = found.words.length - found.words.trimStart().length;
    form.elements.words.value = found.words.trim();
    form.elements.at.value = String(found.start + blanks);
    return form;
  };

  function split() {
    const form = current()?.querySelector("form[data-split]");
    if (!form) return;
    const ready = placeAt(selected());
    if (ready) {
      ready.requestSubmit();
      return;
    }
    form.closest("details").open = true;
    form.elements.words.focus();
  }

  const merge = () => current()?.querySelector("form[data-merge]")?.requestSubmit();

  function tick() {
    const box = current()?.querySelector("input[form=draft-several]");
    if (box) box.checked = !box.checked;
  }

  /* What is selected in the letter: its words, and where they start in code points. */
  function selected() {
    const selection = window.getSelection();
    if (!letter || !selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!letter.contains(range.startContainer) || !letter.contains(range.endContainer)) return null;
    const before = document.createRange();
    before.selectNodeContents(letter);
    before.setEnd(range.startContainer, range.startOffset);
    return { words: range.toString(), start: codePoints(before.toString()) };
  }

  function fillMark(found) {
    if (!found || !markForm || !found.words.trim()) return false;
    markForm.elements.words.value = found.words;
    markForm.elements.start.value = String(found.start);
    markForm.elements.words.dataset.unheld = "";
    return true;
  }

  function mark() {
    if (!fillMark(selected())) {
      const card = current();
      const from = card && letter?.querySelector(`.reading-mark[data-refs~="${card.dataset.ref}"]`);
      if (!markForm || !window.pacteWords?.begin(letter, from, mark)) {
        markForm?.elements.words.focus();
      }
      return;
    }
    const next = markForm.elements.reason || document.getElementById("mark-submit");
    next.focus();
    next.scrollIntoView({ block: "center" });
  }

  function draft() {
    const several = document.getElementById("draft-several");
    if (several && document.querySelector("input[form=draft-several]:checked")) {
      several.requestSubmit();
      return;
    }
    const link = current()?.querySelector("a[data-draft]");
    if (link) link.click();
  }

  function finish() {
    const end = document.getElementById("finish");
    end?.focus();
    end?.scrollIntoView({ block: "center" });
  }

  function toggleKeys() {
    if (!keys) return;
    keys.open = !keys.open;
    if (keys.open) {
      keys.querySelector("summary").focus();
      keys.scrollIntoView({ block: "nearest" });
    } else {
      choose(current());
    }
  }

  const ACTIONS = {
    j: () => step(1),
    k: () => step(-1),
    c: () => press("confirmed"),
    x: () => press("rejected"),
    u: () => press("pending"),
    w: () => press("end-wider"),
    n: () => press("end-narrower"),
    W: () => press("start-wider"),
    N: () => press("start-narrower"),
    s: split,
    M: merge,
    e: () => fact("kind"),
    g: () => fact("firmness"),
    l: () => fact("levels"),
    a: () => fact("articles"),
    i: () => fact("condition"),
    t: () => fact("deadline"),
    v: tick,
    o: () => document.getElementById("original")?.click(),
    ">": () => document.getElementById("next-letter")?.click(),
    m: mark,
    d: draft,
    f: finish,
    "?": toggleKeys,
  };

  const isOff = () => {
    try {
      return window.localStorage.getItem(KEYS_OFF) === "1";
    } catch {
      return false;
    }
  };

  let pressed = false;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select");
    if (typing || isOff() || pressed) return;
    const action = ACTIONS[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
  /* Enter in a list of choices opens it or does nothing: on a card it confirms, as in a field. */
  for (const form of document.querySelectorAll("form[data-decide]")) {
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !event.target.matches("select, input") || pressed) return;
      event.preventDefault();
      const button = form.querySelector("details button[value=confirmed]");
      form.requestSubmit(button || form.querySelector("button[value=confirmed]"));
    });
  }
  /* A key held down, or struck twice, must not decide twice. */
  document.addEventListener("submit", () => {
    pressed = true;
  });
  window.addEventListener("pageshow", () => {
    pressed = false;
  });

  /* The words follow the selection, so that the mouse alone is enough. */
  document.addEventListener("selectionchange", () => {
    fillMark(selected());
  });
  /* Typed words are no longer where the selection was. */
  markForm?.elements.words.addEventListener("input", () => {
    markForm.elements.start.value = "";
    delete markForm.elements.words.dataset.unheld;
  });

  for (const card of cards) {
    card.addEventListener("focusin", () => {
      if (!card.classList.contains("is-current")) choose(card, { focus: false });
    });
  }
  letter?.addEventListener("click", (event) => {
    const link = event.target.closest(".reading-mark");
    if (!link || !window.getSelection().isCollapsed) return;
    event.preventDefault();
    choose(cards.find((card) => card.id === link.hash.slice(1)));
  });

  const opener = document.getElementById("keys-open");
  if (opener) {
    opener.hidden = false;
    opener.addEventListener("click", toggleKeys);
  }
  if (keysOn) {
    keysOn.checked = !isOff();
    keysOn.addEventListener("change", () => {
      try {
        window.localStorage.setItem(KEYS_OFF, keysOn.checked ? "" : "1");
      } catch {
        /* Without storage the choice lasts as long as the page. */
      }
    });
  }

  /* The address ends with the passage or the end: the browser itself moves the focus there. */
  if (new URLSearchParams(window.location.search).has("passage")) choose(current());
  else if (!window.location.hash) {
    const mark = letter?.querySelector(".reading-mark.is-current");
    if (mark) showInLetter(mark);
  }
})();
