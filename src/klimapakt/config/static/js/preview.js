/* A form with data-preview shows, in the element of that id, what it would do while somebody types. The server
   calculates; without JavaScript its button "Calculate" does the same. */

const PAUSE = 400;

for (const form of document.querySelectorAll("form[data-preview]")) {
  const place = document.getElementById(form.dataset.preview);
  const button = form.querySelector("[data-preview-button]");
  if (!place) continue;
  if (button) button.hidden = true;
  let waiting;
  let running;

  const show = async () => {
    running?.abort();
    running = new AbortController();
    const entered = new FormData(form);
    if (!entered.get("amount")) return;
    entered.set("preview", "1");
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: entered,
        headers: { "X-Part": "preview" },
        signal: running.signal,
      });
      if (answer.ok) place.innerHTML = await answer.text();
    } catch (problem) {
      if (problem.name !== "AbortError") place.dataset.stale = "";
    }
  };

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, PAUSE);
  });
  form.addEventListener("change", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, PAUSE / 4);
  });
}
