/* Several files, dropped or picked: shown before they go, sent one by one, each with its fate.
   Without this file the same form sends them all at once and the next page says their fates. */
(() => {
  "use strict";

  const form = document.querySelector("form[data-one]");
  const zone = document.getElementById("drop");
  const rows = document.getElementById("files");
  const model = document.getElementById("file-row");
  const problems = document.getElementById("problems");
  const input = form?.querySelector("input[type=file]");
  if (!form || !input || !zone) return;

  const button = form.querySelector("button[type=submit]");
  const words = model.dataset;
  /* What waits or was sent: {file or text, row, done}. */
  let documents = [];

  function show(name, given) {
    const row = model.content.firstElementChild.cloneNode(true);
    row.querySelector("[data-name]").textContent = name;
    const one = { ...given, name, row, done: false };
    const drop = row.querySelector("button");
    drop.setAttribute("aria-label", `${drop.textContent.trim()} ${name}`);
    drop.addEventListener("click", () => {
      documents = documents.filter((other) => other !== one);
      row.remove();
      input.focus();
    });
    documents.push(one);
    rows.append(row);
    rows.hidden = false;
    return one;
  }

  function add(files) {
    for (const file of files) {
      const same = (one) => one.file && one.file.name === file.name && one.file.size === file.size;
      if (!documents.some(same)) show(file.name, { file });
    }
  }

  input.addEventListener("change", () => {
    add(input.files);
    /* They are in the list now: a second choice adds to the first. */
    input.value = "";
  });
  for (const kind of ["dragenter", "dragover"]) {
    zone.addEventListener(kind, (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      zone.classList.add("is-over");
    });
  }
  for (const kind of ["dragleave", "drop"]) {
    zone.addEventListener(kind, () => zone.classList.remove("is-over"));
  }
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    add(event.dataTransfer.files);
  });

  function send(one, first) {
    const data = new FormData(form);
    data.delete("files");
    data.delete("text");
    if (one.file) data.append("files", one.file);
    else data.append("text", one.text);
    if (first) data.append("first", "1");
    const bar = one.row.querySelector("progress");
    bar.hidden = false;
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open("POST", form.dataset.one);
      request.responseType = "json";
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) bar.value = event.loaded / event.total;
        if (event.loaded === event.total) {
          bar.removeAttribute("value");
          say(one, words.reading);
        }
      });
      request.addEventListener("loadend", () => {
        bar.hidden = true;
        /* A page of sign-in answers 200 too, and is no answer of ours. */
        resolve({ status: request.status, answer: request.response });
      });
      request.send(data);
    });
  }

  function say(one, sentence, fate = "") {
    one.row.querySelector("[data-said]").textContent = sentence;
    one.row.dataset.fate = fate;
  }

  function refuse(errors) {
    problems.replaceChildren();
    let firstField = null;
    for (const [name, sentences] of Object.entries(errors)) {
      const field = form.elements[name];
      firstField = firstField || (field?.focus ? field : null);
      const label = form.querySelector(`label[for="id_${CSS.escape(name)}"]`)?.textContent || "";
      const line = document.createElement("p");
      line.textContent = `${label.trim()}${label ? " – " : ""}${sentences.join(" ")}`;
      problems.append(line);
    }
    problems.hidden = false;
    firstField?.focus();
  }

  async function sendAll() {
    button.disabled = true;
    problems.hidden = true;
    let lost = false;
    for (const one of documents.filter((other) => !other.done)) {
      one.row.querySelector("button").hidden = true;
      const first = !documents.some((other) => other.done);
      const { status, answer } = await send(one, first);
      if (status === 200 && answer?.fate) {
        one.done = true;
        say(one, answer.said, answer.fate);
      } else if (status === 422 && answer?.errors) {
        one.row.querySelector("button").hidden = false;
        say(one, "");
        refuse(answer.errors);
        lost = true;
        break;
      } else {
        one.row.querySelector("button").hidden = false;
        say(one, answer?.detail || words.lost, "refused");
        lost = true;
      }
    }
    button.disabled = false;
    if (!lost) window.location.assign(form.dataset.after);
  }

  form.addEventListener("submit", (event) => {
    const text = form.elements.text.value;
    const typed = documents.find((one) => one.text !== undefined && !one.done);
    if (typed) typed.text = text;
    else if (text.trim() && documents.length) show(words.pasted, { text });
    /* A text alone, or nothing: the form as it is says all there is to say. */
    if (!documents.length) return;
    event.preventDefault();
    sendAll();
  });

  /* Documents that wait here are nowhere else. */
  const leaving = (event) => {
    if (documents.some((one) => !one.done)) event.preventDefault();
  };
  window.addEventListener("beforeunload", leaving);
})();
