/* Replaces the report every few seconds while the release runs and somebody looks at it; without this it still stands. */
document.addEventListener("DOMContentLoaded", () => {
  const PAUSE = 3000;
  const report = document.getElementById("rollout-gate-report");

  const name = (details) => details.querySelector("summary").textContent.replace(/\d+/g, "");

  function replace(html) {
    const open = new Set([...report.querySelectorAll("details[open]")].map(name));
    report.innerHTML = html;
    report.querySelectorAll("details").forEach((details) => {
      details.open = details.open || open.has(name(details));
    });
  }

  async function follow() {
    if (!document.hidden) {
      try {
        const response = await fetch("body", { cache: "no-store" });
        if (response.ok) {
          replace(await response.text());
          report.dataset.over = response.headers.get("X-Rollout-Gate-Over");
        }
      } catch (problem) {
        console.warn("The report could not be brought up to date:", problem);
      }
    }
    again();
  }

  function again() {
    if (report && report.dataset.over !== "true") {
      setTimeout(follow, PAUSE);
    }
  }

  again();
});
