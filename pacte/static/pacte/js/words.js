/* Words of a letter chosen with the arrow keys, for who has no mouse: the selection is the page's
   own, so that what follows (marking, splitting, masking) does not know how it was made. */
(() => {
  "use strict";

  let pane = null;
  let words = [];
  let anchor = 0;
  let focus = 0;
  let done = null;

  /* Every word of the pane as a range, across the runs the letter is cut into. */
  function rangesOf(element) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const found = [];
    let open = null;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (const piece of node.data.matchAll(/\s+|\S+/g)) {
        if (!piece[0].trim()) {
          open = null;
          continue;
        }
        if (!open) {
          open = document.createRange();
          open.setStart(node, piece.index);
          found.push(open);
        }
        open.setEnd(node, piece.index + piece[0].length);
      }
    }
    return found;
  }

  function show() {
    const [first, last] = [Math.min(anchor, focus), Math.max(anchor, focus)];
    const selection = window.getSelection();
    selection.setBaseAndExtent(
      words[first].startContainer,
      words[first].startOffset,
      words[last].endContainer,
      words[last].endOffset,
    );
    const spot = words[focus].getBoundingClientRect();
    const box = pane.getBoundingClientRect();
    if (spot.top < box.top || spot.bottom > box.bottom) {
      pane.scrollTop += spot.top - box.top - box.height / 3;
    }
  }

  /* The word nearest to the present one on the line above or below. */
  function onLine(by) {
    const here = words[focus].getBoundingClientRect();
    let best = null;
    for (let at = focus + by; at >= 0 && at < words.length; at += by) {
      const spot = words[at].getBoundingClientRect();
      if (Math.abs(spot.top - here.top) < here.height / 2) continue;
      if (best !== null && Math.abs(spot.top - best.top) >= here.height / 2) break;
      const distance = Math.abs(spot.left - here.left);
      if (best === null || distance < best.distance) best = { at, top: spot.top, distance };
    }
    return best === null ? focus : best.at;
  }

  const TO = {
    ArrowRight: () => Math.min(words.length - 1, focus + 1),
    ArrowLeft: () => Math.max(0, focus - 1),
    ArrowDown: () => onLine(1),
    ArrowUp: () => onLine(-1),
    Home: () => 0,
    End: () => words.length - 1,
  };

  function leave() {
    pane?.removeEventListener("keydown", onKey);
    pane?.removeEventListener("blur", leave);
    pane?.classList.remove("is-choosing");
    pane = null;
  }

  function onKey(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      leave();
      window.getSelection().removeAllRanges();
      return;
    }
    if (event.key === "Enter") {
      event.preventDefault();
      const then = done;
      leave();
      then?.();
      return;
    }
    const to = TO[event.key];
    if (!to || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    focus = to();
    if (!event.shiftKey) anchor = focus;
    show();
  }

  window.pacteWords = {
    /* Choose words of `element`, from the first of `near`; `then` is called on Enter. */
    begin(element, near, then) {
      if (!element) return false;
      words = rangesOf(element);
      if (!words.length) return false;
      leave();
      [pane, done] = [element, then];
      const from = near ? words.findIndex((one) => near.contains(one.startContainer)) : 0;
      anchor = focus = Math.max(0, from);
      pane.classList.add("is-choosing");
      pane.focus({ preventScroll: true });
      pane.addEventListener("keydown", onKey);
      pane.addEventListener("blur", leave);
      show();
      return true;
    },
  };
})();
