/** A form is sent once: the button rests after the first press; the server refuses a second sending anyway. */
const REST = 8000;

/** Whether this press may be sent now; remembers it. Buttons marked `data-again` may be pressed again. */
export function maySend(state, button, now) {
  if (button?.dataset && "again" in button.dataset) return true;
  if (state.sentAt !== undefined && now - state.sentAt < REST) return false;
  state.sentAt = now;
  return true;
}

function start() {
  for (const form of document.querySelectorAll("form[data-once]")) {
    const state = {};
    form.addEventListener("submit", (event) => {
      if (!maySend(state, event.submitter, Date.now())) event.preventDefault();
    });
  }
  document.querySelector("[data-problem-summary]")?.focus();
}

if (globalThis.document) start();
