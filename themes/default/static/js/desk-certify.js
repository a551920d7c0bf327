/** The fee of certified copies while the numbers are typed: the server reckons, this only asks and shows. */
const WAIT = 250;

/** Calls `work` only when nothing has called for `wait` milliseconds. */
export function settled(work, wait, timers = globalThis) {
  let timer;
  return (...given) => {
    timers.clearTimeout(timer);
    timer = timers.setTimeout(() => work(...given), wait);
  };
}

/** The texts of a form as an encoded body; files are left out. */
export function body(entries) {
  const texts = new URLSearchParams();
  for (const [name, value] of entries) if (typeof value === "string") texts.append(name, value);
  return texts;
}

async function show(form, address, output) {
  try {
    const answer = await fetch(address, { method: "POST", body: body(new FormData(form)), credentials: "same-origin" });
    if (!answer.ok) return;
    const { text } = await answer.json();
    if (output.textContent !== text) output.textContent = text;
  } catch {
    // Without an answer the figure stays; the server reckons again when the form is sent.
  }
}

function start() {
  const place = document.querySelector("[data-fee-url]");
  const form = place?.querySelector("form");
  const output = place?.querySelector("[data-fee]");
  if (!form || !output) return;
  const ask = settled(() => show(form, place.dataset.feeUrl, output), WAIT);
  form.addEventListener("input", ask);
  form.querySelector("input:not([type=hidden]):not([disabled])")?.focus();
}

if (globalThis.document) start();
