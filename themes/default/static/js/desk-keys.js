/**
 * Shortcuts of the desk: single keys, never while somebody types (Telex and other input methods included),
 * never with Ctrl, Alt or Meta, and off for who does not want them (WCAG 2.1.4).
 */
const OFF = "desk-keys-off";
const TYPING = "input, textarea, select, [contenteditable], [role=textbox]";

/** Whether a key press may be a shortcut: not part of typing, of an input method, or of another shortcut. */
export function mayBeShortcut(event) {
  if (event.isComposing || event.keyCode === 229 || event.key === "Process") return false;
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return false;
  return !isWithin(event.target, TYPING) && !isWithin(event.target, "dialog");
}

/** Whether an element is part of one that matches; a dialogue that has just closed keeps the focus, but takes no keys. */
function isWithin(element, selector) {
  if (!element?.closest) return false;
  return !element.closest("dialog:not([open])") && Boolean(element.closest(selector));
}

/** What a key means on this page: {go: address}, {does: "search" | "help" | "next" | "before"}, or null. */
export function meaning(key, addresses) {
  const fixed = { "/": "search", "?": "help", j: "next", k: "before" };
  if (Object.hasOwn(fixed, key)) return { does: fixed[key] };
  return Object.hasOwn(addresses, key) ? { go: addresses[key] } : null;
}

/** The place of the next (or previous) line among `count`; from nowhere (-1) both lead onto the list. */
export function step(place, by, count) {
  if (count === 0) return -1;
  return place < 0 ? (by > 0 ? 0 : count - 1) : Math.min(Math.max(place + by, 0), count - 1);
}

function moved(by) {
  const lines = [...document.querySelectorAll("[data-line] a")];
  const firsts = lines.filter((link) => link === link.closest("[data-line]").querySelector("a"));
  const line = document.activeElement?.closest?.("[data-line]");
  const place = firsts.findIndex((link) => link.closest("[data-line]") === line);
  firsts[step(place, by, firsts.length)]?.focus();
}

function stored(work) {
  try {
    return work(globalThis.localStorage);
  } catch {
    return null;
  }
}

function start() {
  const dialog = document.querySelector("[data-keys]");
  const box = dialog?.querySelector("[data-keys-on]");
  if (!dialog || !box) return;
  const links = [...document.querySelectorAll("[data-key]")];
  const addresses = Object.fromEntries(links.map((link) => [link.dataset.key, link.href]));
  box.checked = stored((store) => store.getItem(OFF)) !== "1";
  box.addEventListener("change", () => stored((store) => store.setItem(OFF, box.checked ? "0" : "1")));
  const does = {
    search: () => document.getElementById("desk-search")?.focus(),
    help: () => dialog.showModal(),
    next: () => moved(1),
    before: () => moved(-1),
  };
  for (const button of document.querySelectorAll("[data-open-keys]")) {
    button.hidden = false;
    button.addEventListener("click", does.help);
  }
  document.addEventListener("keydown", (event) => pressed(event, box.checked, addresses, does));
  for (const button of document.querySelectorAll("[data-print-page]")) {
    button.hidden = false;
    button.addEventListener("click", () => globalThis.print());
  }
}

function pressed(event, wanted, addresses, does) {
  const found = wanted && mayBeShortcut(event) ? meaning(event.key, addresses) : null;
  if (!found) return;
  event.preventDefault();
  if (found.go) globalThis.location.assign(found.go);
  else does[found.does]();
}

if (globalThis.document) start();
