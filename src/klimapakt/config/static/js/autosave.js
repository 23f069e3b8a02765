/* A form marked data-autosave saves itself after a pause and when a field is left, and says so in words.
   The server refuses a save that builds on an older answer: then nothing is sent any more until a person decides.
   Without JavaScript the button saves. */

const PAUSE = 1200;
const form = document.querySelector("form[data-autosave]");
const state = form?.querySelector("[data-autosave-state]");
const total = document.querySelector("[data-guided-total]");
let timer;
let inFlight = null;
let hasStopped = false;
let kept = form ? content() : "";

function content() {
  const entries = new FormData(form);
  entries.delete("seen");
  return new URLSearchParams(entries).toString();
}

function say(words) {
  if (state) state.textContent = words;
}

async function save() {
  clearTimeout(timer);
  if (hasStopped || inFlight) return inFlight;
  const sent = content();
  if (sent === kept) return null;
  say(form.dataset.saving);
  inFlight = send(sent).finally(() => {
    inFlight = null;
  });
  await inFlight;
  if (!hasStopped && content() !== sent) later();
  return null;
}

async function send(sent) {
  try {
    const answer = await fetch(form.action || location.href, {
      method: "POST",
      headers: { accept: "application/json" },
      body: new FormData(form),
    });
    const found = await answer.json();
    understand(found, sent);
  } catch {
    say(form.dataset.lost);
  }
}

function understand(found, sent) {
  if (found.state === "saved") {
    kept = sent;
    form.elements.seen.value = found.revision;
    if (total) total.textContent = found.total;
    say(form.dataset.saved);
  } else if (found.state === "conflict") {
    hasStopped = true;
    say(found.message);
  } else {
    kept = sent;
    say(form.dataset.incomplete);
  }
}

function later() {
  clearTimeout(timer);
  if (!hasStopped) timer = setTimeout(save, PAUSE);
}

/* The button waits for a save that is under way, so that it builds on the answer just saved. */
function submit(event) {
  clearTimeout(timer);
  if (!inFlight) {
    hasStopped = true;
    return;
  }
  event.preventDefault();
  const { submitter } = event;
  inFlight.finally(() => {
    hasStopped = true;
    form.requestSubmit(submitter);
  });
}

if (form) {
  form.addEventListener("input", later);
  form.addEventListener("change", save);
  form.addEventListener("submit", submit);
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}
