/* What is typed in the portal is never lost: the server keeps it as one goes, and this tab does
   when the network fails or the session has expired. Without this script, “Save the draft” does. */
"use strict";
(() => {
  const form = document.querySelector("form[data-keep]");
  const said = form?.querySelector("[data-keeping]");
  if (!form || !said) return;
  const PAUSE = 1200;
  const AGAIN = 5000;
  const key = `portal:${location.pathname}`;
  const NEVER = new Set(["file", "submit", "hidden"]);
  let timer = 0;
  let leaving = false;

  function fields() {
    return [...form.elements].filter((one) => one.name && one.id && !NEVER.has(one.type));
  }

  /* Ticked boxes share their name: each is told apart by its id. */
  function values() {
    const held = {};
    for (const one of fields()) held[one.id] = one.type === "radio" || one.type === "checkbox" ? one.checked : one.value;
    return held;
  }

  /* The tab's own storage: a computer of a town hall is often shared. */
  function hold(more) {
    try {
      sessionStorage.setItem(key, JSON.stringify({ values: values(), ...more }));
    } catch {
      /* Full or forbidden: the server still keeps. */
    }
  }

  function release() {
    try {
      sessionStorage.removeItem(key);
    } catch {
      /* Nothing was held. */
    }
  }

  function held() {
    try {
      return JSON.parse(sessionStorage.getItem(key));
    } catch {
      return null;
    }
  }

  function say(what, more = "") {
    const sentence = `${said.dataset[what]}${more}`;
    if (said.textContent !== sentence) said.textContent = sentence;
    said.classList.toggle("alert", what === "offline" || what === "out");
  }

  function receipt() {
    return document.cookie.match(/(?:^|; )portal_receipt=([a-z0-9]+)/)?.[1];
  }

  function bringBack() {
    const found = held();
    if (!found) return;
    /* It arrived: the server shows what became of it. */
    if (found.receipt && found.receipt === receipt()) return release();
    let changed = false;
    for (const one of fields()) {
      if (!(one.id in found.values)) continue;
      const [name, value] = typeof found.values[one.id] === "boolean" ? ["checked", found.values[one.id]] : ["value", found.values[one.id]];
      if (one[name] === value) continue;
      one[name] = value;
      changed = true;
      one.closest("details")?.setAttribute("open", "");
    }
    if (!changed) return;
    say("found");
    later();
  }

  async function keep() {
    if (leaving) return;
    hold();
    const typed = new FormData(form);
    for (const [name, value] of [...typed]) if (value instanceof File) typed.delete(name);
    typed.set("keep", "1");
    let answer;
    try {
      answer = await fetch(form.action, { method: "POST", body: typed, redirect: "manual" });
    } catch {
      say("offline");
      timer = setTimeout(keep, AGAIN);
      return;
    }
    if (leaving) return;
    if (answer.type === "opaqueredirect" || answer.status === 403) return say("out");
    if (answer.status === 413) return say("long");
    if (!answer.ok) return;
    release();
    const hour = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    say("kept", ` ${hour}.`);
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  }

  form.addEventListener("input", (event) => {
    if (event.target.type === "file") return;
    hold();
    later();
  });
  form.addEventListener("submit", () => {
    leaving = true;
    clearTimeout(timer);
    const mark = Array.from(crypto.getRandomValues(new Uint8Array(12)), (one) => one.toString(36)).join("").slice(0, 24);
    let field = form.querySelector("input[name=receipt]");
    if (!field) {
      field = Object.assign(document.createElement("input"), { type: "hidden", name: "receipt" });
      form.append(field);
    }
    field.value = mark;
    hold({ receipt: mark });
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) leaving = false;
  });
  addEventListener("online", () => held() && later());
  bringBack();
})();
