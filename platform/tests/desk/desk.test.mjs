/** The desk's scripts: what a key press means, when a form may be sent, how the fee is asked for. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { body, settled } from "../../../themes/default/static/js/desk-certify.js";
import { mayBeShortcut, meaning, step } from "../../../themes/default/static/js/desk-keys.js";
import { maySend } from "../../../themes/default/static/js/desk-once.js";

const page = { closest: () => null };
const field = { closest: (selector) => (selector.startsWith("input") ? {} : null) };
const press = (changes = {}) => ({ key: "q", target: page, ...changes });

test("a key outside of fields is a shortcut", () => {
  assert.equal(mayBeShortcut(press()), true);
});

test("no shortcut fires while somebody types in a field", () => {
  assert.equal(mayBeShortcut(press({ target: field })), false);
});

test("a box in a dialogue that has just closed holds no key back, one in an open dialogue does", () => {
  const within = (...selectors) => ({ closest: (selector) => (selectors.some((one) => selector.includes(one)) ? {} : null) });
  assert.equal(mayBeShortcut(press({ target: within("input", "dialog") })), true);
  assert.equal(mayBeShortcut(press({ target: { closest: (selector) => (selector.includes(":not") ? null : {}) } })), false);
});

test("no shortcut fires while Telex or another input method composes a letter", () => {
  assert.equal(mayBeShortcut(press({ isComposing: true })), false);
  assert.equal(mayBeShortcut(press({ keyCode: 229 })), false);
  assert.equal(mayBeShortcut(press({ key: "Process" })), false);
});

test("shortcuts of the browser and of screen readers stay theirs", () => {
  for (const held of ["ctrlKey", "altKey", "metaKey"]) assert.equal(mayBeShortcut(press({ [held]: true })), false);
});

test("a key leads where its link leads, and nowhere without one", () => {
  assert.deepEqual(meaning("n", { n: "/vi/desk/tiep-nhan/" }), { go: "/vi/desk/tiep-nhan/" });
  assert.deepEqual(meaning("?", {}), { does: "help" });
  assert.equal(meaning("n", {}), null);
  assert.equal(meaning("constructor", {}), null);
});

test("j and k walk the lines and stop at the ends", () => {
  assert.deepEqual([step(-1, 1, 3), step(0, 1, 3), step(2, 1, 3)], [0, 1, 2]);
  assert.deepEqual([step(-1, -1, 3), step(1, -1, 3), step(0, -1, 3)], [2, 0, 0]);
  assert.equal(step(-1, 1, 0), -1);
});

test("a second press within seconds is not sent, a later one is", () => {
  const state = {};
  assert.deepEqual([maySend(state, null, 0), maySend(state, null, 500), maySend(state, null, 9000)], [true, false, true]);
});

test("a button that changes nothing may be pressed as often as wanted", () => {
  const state = {};
  const preview = { dataset: { again: "" } };
  assert.deepEqual([maySend(state, preview, 0), maySend(state, preview, 1), maySend(state, null, 2)], [true, true, true]);
});

test("the fee is asked for once when typing pauses", () => {
  const waiting = new Map();
  let next = 0;
  const timers = {
    setTimeout: (work) => (waiting.set(++next, work), next),
    clearTimeout: (id) => waiting.delete(id),
  };
  let asked = 0;
  const ask = settled(() => (asked += 1), 250, timers);
  for (let i = 0; i < 5; i += 1) ask();
  for (const work of waiting.values()) work();
  assert.equal(asked, 1);
});

test("files never travel with the question for the fee", () => {
  assert.equal(body([["pages", "5"], ["scan", { name: "a.pdf" }]]).toString(), "pages=5");
});
