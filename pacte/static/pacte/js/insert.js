/* Words ready to be inserted (`data-insert`) are added to the text area they name, under what was
   typed. Without this file the button sends the form, and the page comes back with them. */
(() => {
  "use strict";

  for (const button of document.querySelectorAll("button[data-insert]")) {
    button.addEventListener("click", (event) => {
      const area = document.getElementById(button.dataset.insert);
      if (!area) return;
      event.preventDefault();
      const typed = area.value.trimEnd();
      area.value = typed ? `${typed}\n${button.dataset.words}` : button.dataset.words;
      area.focus();
      area.setSelectionRange(area.value.length, area.value.length);
    });
  }
})();
