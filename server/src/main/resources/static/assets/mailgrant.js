// Small comforts; every page works without them, except that checkboxes then hide nothing.
"use strict";

/** In the language of the page; with the habits of the reader's country where the browser names it. */
function readersLocale() {
  const language = document.documentElement.lang || "en";
  return navigator.languages.find((wanted) => wanted.split("-")[0] === language) ?? language;
}

function showLocalTimes(root) {
  for (const time of root.querySelectorAll("time[datetime]")) {
    const at = new Date(time.getAttribute("datetime"));
    if (!Number.isNaN(at.getTime())) {
      time.textContent = at.toLocaleString(readersLocale(), { dateStyle: "medium", timeStyle: "short" });
    }
  }
}

/** Pages below an entry of the menu belong to it. */
function markWhereWeAre() {
  for (const entry of document.querySelectorAll("nav a")) {
    if ((location.pathname + "/").startsWith(entry.pathname + "/")) entry.setAttribute("aria-current", "page");
  }
}

function bindCheckboxes() {
  for (const box of document.querySelectorAll("input[data-hides]")) {
    const apply = () => {
      const hidden = document.querySelector(box.dataset.hides);
      const shown = box.dataset.hidesNot && document.querySelector(box.dataset.hidesNot);
      if (hidden) hidden.hidden = box.checked;
      if (shown) shown.hidden = box.checked;
    };
    box.addEventListener("change", apply);
    apply();
  }
}

/** The sign-in name is probably the address, and the account probably bears its first part. */
function suggestFromAddress() {
  const address = document.querySelector("#senderEmail");
  if (!address) return;
  address.addEventListener("change", () => {
    const typed = address.value.trim();
    if (!typed.includes("@")) return;
    const suggest = (id, value) => {
      const field = document.querySelector(id);
      if (field && field.value.trim() === "") field.value = value;
    };
    suggest("#username", typed);
    suggest("#accountName", typed.split("@")[0]);
  });
}

function showServersOfChosenCloud() {
  const choice = document.querySelector("#cloud");
  if (!choice) return;
  const apply = () => {
    for (const line of document.querySelectorAll("[data-cloud]")) line.hidden = line.dataset.cloud !== choice.value;
  };
  choice.addEventListener("change", apply);
  apply();
}

/** Ports follow the security, as long as the usual one stands there. */
function portFollowsSecurity() {
  const usual = { imap: { tls: "993", starttls: "143", none: "143" }, pop3: { tls: "995", starttls: "110", none: "110" }, smtp: { tls: "465", starttls: "587", none: "25" } };
  for (const [protocol, ports] of Object.entries(usual)) {
    const security = document.getElementById(protocol + ".security");
    const port = document.getElementById(protocol + ".port");
    if (!security || !port) continue;
    security.addEventListener("change", () => {
      if (port.value === "" || Object.values(ports).includes(port.value)) port.value = ports[security.value];
    });
  }
}

document.addEventListener("click", (event) => {
  const copy = event.target.closest("[data-copy]");
  if (copy) {
    navigator.clipboard.writeText(document.querySelector(copy.dataset.copy).textContent.trim());
    copy.textContent = document.body.dataset.copied;
  }
  if (event.target.closest("[data-print]")) window.print();
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// A list that names a stream is loaded again when something happens, at most once a second.
function followStream() {
  const list = document.querySelector("[data-stream]");
  if (!list || !window.EventSource || !window.htmx) return;
  let planned = null;
  new EventSource(list.dataset.stream).onmessage = () => {
    planned ??= setTimeout(() => {
      planned = null;
      htmx.trigger(document.body, "log-grew");
    }, 1000);
  };
}

document.addEventListener("htmx:afterSwap", () => showLocalTimes(document));
showLocalTimes(document);
markWhereWeAre();
bindCheckboxes();
followStream();
suggestFromAddress();
showServersOfChosenCloud();
portFollowsSecurity();
