/**
 * <procedure-form>: makes a form that already works without script pleasanter.
 *
 * Shows and hides fields, keeps marks and computed values up to date, moves focus to the problems, saves the
 * draft. Hidden fields keep what was typed. No inline code, no eval: it runs under a strict content policy.
 */
import * as twin from "../forms_schema/twin.js";
import { evaluatePage, formatComputed } from "./form-state.js";

const SAVE_AFTER = 1500;

class ProcedureForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    const block = this.querySelector("script[data-procedure-form]");
    if (!this.form || !block) return;
    this.script = JSON.parse(block.textContent);
    this.classList.add("procedure-form--live");
    this.form.addEventListener("input", () => this.changed());
    this.form.addEventListener("change", (event) => this.changed(event));
    this.prepareLists();
    this.refresh();
    this.querySelector("[data-problem-summary]")?.focus();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  changed(event) {
    this.refresh();
    if (event) this.fillLists(event.target);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.announce(), SAVE_AFTER);
  }

  // What the rules decide

  refresh() {
    const data = new FormData(this.form);
    const texts = (name) => data.getAll(name).filter((value) => typeof value === "string");
    const rowCount = (name) => Number.parseInt(texts(name).at(-1) ?? "0", 10) || 0;
    const { shown, required, computed } = evaluatePage(this.script, texts, rowCount, twin);
    shown.forEach((value, name) => this.show(name, value));
    required.forEach((value, name) => this.mark(name, value));
    computed.forEach((value, name) => this.write(name, value));
  }

  box(name) {
    return this.querySelector(`[data-field="${CSS.escape(name)}"]`);
  }

  show(name, value) {
    const box = this.box(name);
    if (box && box.hidden === value) box.hidden = !value;
  }

  mark(name, value) {
    const box = this.box(name);
    const optional = box?.querySelector("[data-optional]");
    if (optional && !box.hidden) optional.hidden = value;
    if (!box || box.querySelector("fieldset .field")) return;
    for (const control of box.querySelectorAll("input:not([type=hidden]), select, textarea")) {
      if (control.type !== "checkbox" || control.value === "yes") control.required = value;
    }
  }

  write(name, value) {
    const output = this.box(name)?.querySelector("output");
    if (!output) return;
    const { language, words } = this.script;
    const text = formatComputed(value, twin.plain, language, output.dataset.unit ?? "", words);
    if (output.textContent !== text) output.textContent = text;
  }

  // Lists that hang on another answer (wards of a province)

  prepareLists() {
    if (!this.dataset.optionsUrl) return;
    for (const button of this.querySelectorAll("[data-refresh]")) button.hidden = true;
  }

  fillLists(control) {
    if (!this.dataset.optionsUrl || !control.name) return;
    for (const list of this.querySelectorAll(`select[data-parent="${CSS.escape(control.name)}"]`)) {
      this.fill(list, control.value);
    }
  }

  async fill(list, parent) {
    const query = new URLSearchParams({ source: list.dataset.source, parent });
    try {
      const answer = await fetch(`${this.dataset.optionsUrl}?${query}`, { credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
      const { options } = await answer.json();
      list.replaceChildren(list.options[0], ...options.map(({ value, label }) => new Option(label, value)));
      list.value = "";
      this.refresh();
    } catch {
      for (const button of this.querySelectorAll("[data-refresh]")) button.hidden = false;
    }
  }

  // Saving the draft

  announce() {
    this.dispatchEvent(new CustomEvent("procedure-form:changed", { bubbles: true }));
    if (this.dataset.autosaveUrl) this.save();
  }

  // A redirect leads to the sign-in page, or to a draft that is over: nothing was kept then.
  async save() {
    this.saving?.abort();
    this.saving = new AbortController();
    const { signal } = this.saving;
    try {
      const answer = await fetch(this.dataset.autosaveUrl, { method: "POST", body: this.draft(), signal, headers: this.headers() });
      this.say(answer.ok && !answer.redirected ? this.dataset.saved : this.dataset.notSaved);
    } catch {
      if (!signal.aborted) this.say(this.dataset.notSaved);
    }
  }

  draft() {
    const data = new FormData(this.form);
    const texts = new URLSearchParams();
    for (const [name, value] of data) if (typeof value === "string") texts.append(name, value);
    return texts;
  }

  headers() {
    const token = this.form.querySelector("input[name=csrfmiddlewaretoken]");
    return token ? { "X-CSRFToken": token.value } : {};
  }

  say(text) {
    const place = this.querySelector("[data-save-state]");
    if (place) place.textContent = text ?? "";
  }
}

customElements.define("procedure-form", ProcedureForm);
