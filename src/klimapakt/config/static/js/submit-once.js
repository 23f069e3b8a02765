/* A form marked data-submit-once is sent once: the pressed button says what happens until the next page is there.
   Without JavaScript the form works the same, only without the words. */

const sending = new WeakSet();

function begin(event) {
  const form = event.target;
  if (!form.matches("[data-submit-once]")) return;
  if (sending.has(form)) {
    event.preventDefault();
    return;
  }
  sending.add(form);
  const button = event.submitter;
  const label = button?.querySelector(".kern-label");
  if (!label || !button.dataset.busy) return;
  button.dataset.words = label.textContent;
  button.setAttribute("aria-disabled", "true");
  label.textContent = button.dataset.busy;
}

/* Coming back with the browser's Back button shows the page as it was left: make it usable again. */
function reset(event) {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-submit-once]")) sending.delete(form);
  for (const button of document.querySelectorAll("button[data-words]")) {
    button.querySelector(".kern-label").textContent = button.dataset.words;
    button.removeAttribute("aria-disabled");
    delete button.dataset.words;
  }
}

document.addEventListener("submit", begin);
window.addEventListener("pageshow", reset);
