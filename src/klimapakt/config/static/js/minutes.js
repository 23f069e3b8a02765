/* Counts the seconds in which a step is worked on: the page is in view and the last entry is at most a minute ago.
   The rounded minutes go with the form that is sent anyway: no name, no time, nothing is kept on the device.
   Who switches it off, or whose browser asks not to be followed, sends nothing. Without JavaScript nothing is counted. */

const IDLE_MS = 60_000;
const YEAR_SECONDS = 31_536_000;

const box = document.querySelector("[data-minutes]");
const form = document.querySelector("form[data-minutes-form]");
const asksNot = navigator.globalPrivacyControl === true || navigator.doNotTrack === "1";
let seconds = 0;
let touchedAt = Date.now();

function isOff() {
  return document.cookie.split("; ").includes("minutes=no");
}

function minutes() {
  return Math.round(seconds / 60);
}

function show() {
  const off = isOff();
  const words = off ? box.dataset.off : minutes() < 1 ? box.dataset.short : box.dataset.on.replace("0", minutes());
  const told = box.querySelector("[data-minutes-words]");
  if (told.textContent !== words) told.textContent = words;
  box.querySelector("[data-minutes-button] .kern-label").textContent = off ? box.dataset.start : box.dataset.stop;
}

function tick() {
  const isActive = document.visibilityState === "visible" && Date.now() - touchedAt < IDLE_MS;
  if (isActive && !isOff()) seconds += 1;
  show();
}

function turn() {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  const age = isOff() ? 0 : YEAR_SECONDS;
  document.cookie = `minutes=no; Path=/; Max-Age=${age}; SameSite=Lax${secure}`;
  seconds = 0;
  show();
}

function take() {
  form.querySelector("[name=measured_minutes]")?.remove();
  if (isOff()) return;
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = "measured_minutes";
  field.value = String(minutes());
  form.append(field);
}

if (box && form && !asksNot) {
  for (const kind of ["input", "pointerdown", "keydown", "scroll"]) {
    document.addEventListener(kind, () => {
      touchedAt = Date.now();
    }, { passive: true });
  }
  box.querySelector("[data-minutes-button]").addEventListener("click", turn);
  form.addEventListener("submit", take);
  window.setInterval(tick, 1000);
  show();
  box.hidden = false;
}
