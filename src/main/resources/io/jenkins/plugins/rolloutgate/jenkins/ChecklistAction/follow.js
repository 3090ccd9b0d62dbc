/* Sends what people say without leaving the page, and brings the page up to date every few seconds while somebody looks at
   it; without this the forms still work, and the page shows the moment at which it was opened. */
document.addEventListener("DOMContentLoaded", () => {
  const PAUSE = 3000;
  const page = document.getElementById("rollout-gate-checklist");
  const refused = document.getElementById("rollout-gate-refused");
  if (!page) {
    return;
  }

  /* Somebody who types is not disturbed. */
  function isTyping() {
    const active = document.activeElement;
    return page.contains(active) && active.matches("input, select, textarea") && active.value !== "";
  }

  function replace(html) {
    const open = new Map();
    page.querySelectorAll("details[id]").forEach((details) => open.set(details.id, details.open));
    const active = document.activeElement;
    const item = page.contains(active) ? active.closest("[id]") : null;
    const scroll = window.scrollY;
    page.innerHTML = html;
    page.querySelectorAll("details[id]").forEach((details) => {
      if (open.has(details.id)) {
        details.open = open.get(details.id);
      }
    });
    window.scrollTo(window.scrollX, scroll);
    const again = item && document.getElementById(item.id);
    const target = again && again.querySelector("button, summary, input, a");
    if (target) {
      target.focus({ preventScroll: true });
    }
  }

  function update() {
    const asked = new URLSearchParams({
      head: page.dataset.head,
      section: new URLSearchParams(window.location.search).get("section") || "",
    });
    return fetch("body?" + asked, { cache: "no-store" }).then((response) => {
      if (!response.ok || response.headers.get("X-Rollout-Gate-Same") === "true") {
        return;
      }
      return response.text().then((html) => {
        page.dataset.head = response.headers.get("X-Rollout-Gate-Head");
        replace(html);
      });
    });
  }

  function follow() {
    const ready = document.hidden || isTyping() ? Promise.resolve() : update();
    ready
      .catch((problem) => console.warn("The checklist could not be brought up to date:", problem))
      .then(() => setTimeout(follow, PAUSE));
  }

  function tell(message) {
    refused.textContent = message;
    refused.hidden = message === "";
    if (message !== "") {
      refused.scrollIntoView({ block: "nearest" });
    }
  }

  /* What a refusal says; of an error page of Jenkins only that it is one. */
  function sentence(response) {
    if ((response.headers.get("Content-Type") || "").startsWith("text/plain")) {
      return response.text().then((text) => text.trim());
    }
    const why = response.status === 403 ? "you may not do this, or are not logged in any more" : "HTTP " + response.status;
    return Promise.resolve("It was not recorded (" + why + "): load the page again");
  }

  page.addEventListener("submit", (event) => {
    const form = event.target;
    event.preventDefault();
    const data = new URLSearchParams(new FormData(form));
    if (event.submitter && event.submitter.name) {
      data.set(event.submitter.name, event.submitter.value);
    }
    const headers = {};
    const { crumbHeader, crumbValue } = document.head.dataset;
    if (crumbHeader) {
      headers[crumbHeader] = crumbValue;
    }
    fetch(form.getAttribute("action"), { method: "POST", headers, body: data })
      .then((response) => (response.ok ? tell("") : sentence(response).then(tell)))
      .catch((problem) => tell("It was not recorded, because Jenkins does not answer: " + problem.message))
      .then(update);
  });

  setTimeout(follow, PAUSE);
});
