/**
 * The editor of procedures: posts one change at a time and swaps what the server draws.
 *
 * Every form also works without this script. Changes wait in line, so each is made on the result of the one
 * before; what somebody is still typing survives the swap, and focus stays where it was.
 */
import { applyPlace, applyUnsaved, keepPlace, keepUnsaved } from "./unsaved.js";

const HEADERS = { "X-Editor": "fragment" };

class Editor {
  constructor(root) {
    this.root = root;
    this.status = root.querySelector("#editor-status");
    this.alert = root.querySelector("#editor-alert");
    this.line = Promise.resolve();
    this.unsaved = new Set();
    root.classList.add("ed--live");
    root.addEventListener("submit", (event) => this.submitted(event));
    root.addEventListener("change", (event) => this.changed(event));
    root.addEventListener("input", (event) => event.target.id && this.unsaved.add(event.target.id));
    root.addEventListener("focusout", (event) => this.left(event));
    root.addEventListener("click", (event) => this.clicked(event));
    globalThis.addEventListener("popstate", () => globalThis.location.reload());
    globalThis.addEventListener("beforeunload", (event) => this.waiting > 0 && event.preventDefault());
    this.waiting = 0;
    this.swapping = false;
  }

  get screen() {
    return this.root.querySelector("[data-screen]");
  }

  submitted(event) {
    const form = event.target;
    if (form.matches("[data-change]")) {
      event.preventDefault();
      this.send(form, event.submitter);
    } else if (form.matches("[data-condition]") && event.submitter?.value !== "save") {
      event.preventDefault();
      this.redraw(form, event.submitter);
    }
  }

  changed(event) {
    if (this.swapping) return; // taken away while somebody types: it is not finished
    const form = event.target.form;
    if (form?.matches("[data-autosave]")) this.send(form);
    else if (event.target.matches("[data-refresh]")) this.redraw(form);
  }

  /** What was typed before a control was drawn again is no change to the browser when the new one is left. */
  left(event) {
    if (this.swapping || !this.unsaved.has(event.target.id)) return;
    if (event.target.form?.matches("[data-autosave]")) this.send(event.target.form);
  }

  clicked(event) {
    const link = event.target.closest("a[data-open]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    this.inLine(() => this.open(link.href.split("#")[0], link.id));
  }

  /** Put a change at the end of the line; what it says is read now, the base when its turn comes. */
  send(form, submitter) {
    const data = new FormData(form, submitter);
    for (const control of form.elements) this.unsaved.delete(control.id);
    this.inLine(() => this.post(form.action, data));
  }

  inLine(work) {
    this.waiting += 1;
    this.line = this.line
      .then(work)
      .catch(() => this.fail(this.root.dataset.offline))
      .finally(() => {
        this.waiting -= 1;
      });
  }

  async post(address, data) {
    data.set("base", this.screen.dataset.base);
    const response = await fetch(address, { method: "POST", body: data, headers: HEADERS });
    const text = await response.text();
    if (response.ok) this.show(text, response.headers.get("X-Editor-Address"));
    else if (response.status === 409 || response.status === 422) this.refuse(text);
    else this.fail(this.root.dataset.offline);
  }

  async open(address, focused) {
    const response = await fetch(address, { headers: HEADERS });
    if (!response.ok) throw new Error(String(response.status));
    globalThis.history.pushState(null, "", address);
    this.show(await response.text());
    const target = document.querySelector("#part-title") ?? document.getElementById(focused);
    target?.focus();
    target?.scrollIntoView({ block: "nearest" });
  }

  show(text, address) {
    const kept = keepUnsaved(this.screen, this.unsaved);
    const place = keepPlace();
    const drawn = document.createElement("template");
    drawn.innerHTML = text;
    this.swapping = true;
    this.screen.replaceWith(drawn.content);
    this.swapping = false;
    applyUnsaved(this.screen, kept);
    applyPlace(place);
    if (address) globalThis.history.replaceState(null, "", address.split("#")[0]);
    this.alert.replaceChildren();
    this.status.textContent = this.screen.dataset.status ?? "";
  }

  refuse(text) {
    this.status.textContent = "";
    this.alert.innerHTML = text;
    this.alert.focus();
  }

  fail(sentence) {
    this.status.textContent = "";
    this.alert.textContent = sentence;
  }

  /** A condition is only drawn again while lines are picked; saving it is an ordinary post. */
  redraw(form, submitter) {
    const data = new FormData(form, submitter);
    if (!submitter) data.set("do", "refresh");
    for (const control of form.elements) this.unsaved.delete(control.id);
    this.inLine(async () => {
      const response = await fetch(form.action, { method: "POST", body: data, headers: HEADERS });
      const text = await response.text();
      const kept = keepUnsaved(this.screen, this.unsaved);
      const place = keepPlace();
      this.root.querySelector("[data-condition-place]").innerHTML = text;
      applyUnsaved(this.screen, kept);
      applyPlace(place);
    });
  }
}

const root = document.querySelector("[data-editor]");
if (root) new Editor(root);
