/* The page of a file that a job is busy with asks how far it is, tells it, and moves on when the job is done.
   Without JavaScript the page loads itself again every few seconds. */

const EVERY_MS = 1000;

const job = document.querySelector("[data-progress]");

async function ask() {
  const answer = await fetch(job.dataset.progress, { headers: { accept: "application/json" } });
  if (!answer.ok || answer.redirected) {
    window.location.reload();
    return;
  }
  const told = await answer.json();
  if (told.is_over || told.is_lost !== ("lost" in job.dataset)) {
    window.location.reload();
    return;
  }
  show(told);
  window.setTimeout(safely, EVERY_MS);
}

/* What has not changed is not written again, so that it is not read out again. */
function show(told) {
  const words = job.querySelector("[data-words]");
  if (words.textContent !== told.words) words.textContent = told.words;
  const percent = job.querySelector("[data-percent]");
  if (percent.textContent !== String(told.percent)) percent.textContent = told.percent;
  job.querySelector("progress").value = told.percent;
}

/* A network that comes and goes is no reason to stop asking. */
function safely() {
  ask().catch(() => window.setTimeout(safely, 5 * EVERY_MS));
}

if (job) window.setTimeout(safely, EVERY_MS);
