/* Replaces the report every few seconds while the release runs and somebody looks at it; without this it still stands. */
document.addEventListener("DOMContentLoaded", () => {
  const PAUSE = 3000;
  const report = document.getElementById("rollout-gate-report");

  const name = (details) => details.querySelector("summary").textContent.replace(/\d+/g, "");

  function replace(html) {
    const open = [];
    report.querySelectorAll("details[open]").forEach((details) => open.push(name(details)));
    report.innerHTML = html;
    report.querySelectorAll("details").forEach((details) => {
      details.open = details.open || open.includes(name(details));
    });
  }

  function follow() {
    if (document.hidden) {
      again();
      return;
    }
    fetch("body", { cache: "no-store" })
      .then((response) => {
        if (!response.ok) {
          return;
        }
        const question = response.headers.get("X-Rollout-Gate-Question") || "";
        if (question !== (report.dataset.question || "")) {
          // The form above the report belongs to a question that is over, or is not there yet.
          window.location.reload();
          return;
        }
        return response.text().then((html) => {
          replace(html);
          report.dataset.over = response.headers.get("X-Rollout-Gate-Over");
        });
      })
      .catch((problem) => console.warn("The report could not be brought up to date:", problem))
      .then(again);
  }

  function again() {
    if (report && report.dataset.over !== "true") {
      setTimeout(follow, PAUSE);
    }
  }

  again();
});
