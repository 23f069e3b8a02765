/* Passkeys: a form marked data-passkey asks the browser for a proof and sends it. Without JavaScript the buttons stay
   hidden and a sentence says so; what went wrong is told in the form's own words. */

const BINARY = ["challenge", "id", "rawId", "clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

function toBytes(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, character => character.charCodeAt(0));
}

function toText(bytes) {
  const plain = Array.from(new Uint8Array(bytes), byte => String.fromCharCode(byte)).join("");
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function readable(options) {
  const found = { ...options, challenge: toBytes(options.challenge) };
  if (options.user) found.user = { ...options.user, id: toBytes(options.user.id) };
  for (const list of ["excludeCredentials", "allowCredentials"]) {
    if (options[list]) found[list] = options[list].map(one => ({ ...one, id: toBytes(one.id) }));
  }
  return found;
}

function sendable(credential) {
  const response = {};
  for (const name of BINARY) if (credential.response[name]) response[name] = toText(credential.response[name]);
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  });
}

async function optionsOf(form) {
  if (form.dataset.passkeyOptions) return JSON.parse(document.getElementById(form.dataset.passkeyOptions).textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function proof(form) {
  const options = await optionsOf(form);
  if (form.dataset.passkey !== "create") {
    return navigator.credentials.get({ publicKey: readable(options.request_options.publicKey) });
  }
  const publicKey = readable(options.creation_options.publicKey);
  const selection = { residentKey: "required", requireResidentKey: true, userVerification: "required" };
  publicKey.authenticatorSelection = { ...publicKey.authenticatorSelection, ...selection };
  return navigator.credentials.create({ publicKey });
}

const REASONS = { NotAllowedError: "stopped", AbortError: "stopped", SecurityError: "refused", InvalidStateError: "known" };

async function ask(event) {
  const form = event.target;
  event.preventDefault();
  const trouble = form.querySelector("[data-passkey-trouble]");
  trouble.textContent = "";
  try {
    form.elements.credential.value = sendable(await proof(form));
    form.submit();
  } catch (error) {
    trouble.textContent = trouble.dataset[REASONS[error.name] ?? "failed"];
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (window.PublicKeyCredential && navigator.credentials) {
    for (const button of form.querySelectorAll("button[hidden]")) button.hidden = false;
    form.addEventListener("submit", ask);
  } else {
    const trouble = form.querySelector("[data-passkey-trouble]");
    trouble.textContent = trouble.dataset.missing;
  }
}
