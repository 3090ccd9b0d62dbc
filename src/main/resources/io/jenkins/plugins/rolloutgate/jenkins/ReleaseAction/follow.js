/* Replaces the report every few seconds while the release runs and somebody looks at it, and puts the answers to its
   question into its card; without this the report still stands, and the question above it. */
document.addEventListener("DOMContentLoaded", () => {
  const PAUSE = 3000;
  const report = document.getElementById("rollout-gate-report");

  const name = (details) => details.querySelector("summary").textContent.replace(/\d+/g, "");

  const box = document.getElementById("rollout-gate-question");
  const answers = box && box.querySelector("form");

  /* The card says what the box above the report says, beside whether the traffic is safe. */
  function place() {
    const card = report && report.querySelector(".rg-asked");
    if (box && card) {
      box.hidden = true;
      if (answers) {
        card.append(answers);
      }
    }
  }

  function replace(html) {
    const open = [];
    report.querySelectorAll("details[open]").forEach((details) => open.push(name(details)));
    report.innerHTML = html;
    report.querySelectorAll("details").forEach((details) => {
      details.open = details.open || open.includes(name(details));
    });
    place();
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
          // Whoever is about to answer decides on what they have read.
          if (!(answers && answers.contains(document.activeElement))) {
            replace(html);
          }
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

  place();
  again();
});
