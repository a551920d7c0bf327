/**
 * What a page of a form shows, requires and computes for what is typed now: the pure part of `procedure-form.js`.
 *
 * Texts are read as the server reads them; a text it would send back counts as no answer. The server decides.
 */

const ADDRESS_PARTS = ["province", "ward", "street"];
const INVISIBLE = /[\u200B\u200C\u2060\uFEFF\u00AD\u200D]/g;

/** `1.250.000,5` → "1250000.5"; null when it is not one number, or could be two. `units` may stand after it. */
export function readNumber(text, asksBack, units = []) {
  const bare = withoutUnit(text.replace(INVISIBLE, "").normalize("NFKC").replace(/\s/g, ""), units);
  if (asksBack && /^-?[1-9][0-9]{0,2}\.[0-9]{3}$/.test(bare)) return null;
  const negative = /^[-−]/.test(bare);
  const body = negative ? bare.slice(1) : bare;
  const [thousands, point] = marks(body);
  const at = point ? body.lastIndexOf(point) : -1;
  const whole = ungroup(at < 0 ? body : body.slice(0, at), thousands);
  const fraction = at < 0 ? "" : body.slice(at + 1);
  if (!/^[0-9]{1,18}$/.test(whole) || (at >= 0 && !/^[0-9]{1,10}$/.test(fraction))) return null;
  return signed(negative, whole.replace(/^0+(?=[0-9])/, ""), fraction.replace(/0+$/, ""));
}

function withoutUnit(bare, units) {
  const small = bare.toLowerCase();
  const unit = units.find((one) => small.endsWith(one));
  return unit ? small.slice(0, -unit.length) : bare;
}

function signed(negative, whole, fraction) {
  const number = fraction ? `${whole}.${fraction}` : whole;
  return negative && number !== "0" ? `-${number}` : number;
}

function marks(body) {
  const commas = body.split(",").length - 1;
  const dots = body.split(".").length - 1;
  if (commas && dots) return body.lastIndexOf(",") > body.lastIndexOf(".") ? [".", ","] : [",", "."];
  if (commas) return commas > 1 ? [",", ""] : ["", ","];
  return dots > 1 || /^[1-9][0-9]{0,2}\.[0-9]{3}$/.test(body) ? [".", ""] : ["", "."];
}

function ungroup(whole, mark) {
  if (!mark || !whole.includes(mark)) return whole;
  const parts = whole.split(mark);
  const good = /^[0-9]{1,3}$/.test(parts[0]) && parts.slice(1).every((part) => /^[0-9]{3}$/.test(part));
  return good ? parts.join("") : "";
}

/** `1/7/2026`, `01072026`, `2026-07-01` → "2026-07-01"; null for anything else. */
export function readDate(text) {
  const words = tidy(text).normalize("NFKC").toLowerCase().replace(/ngày|tháng|năm/g, " ").trim();
  const packed = /^([0-9]{2})([0-9]{2})([0-9]{4})$/.exec(words.replace(/\s/g, ""));
  const parts = packed ? packed.slice(1) : words.split(/[\s/.-]+/).filter(Boolean);
  if (parts.length !== 3 || !parts.every((part) => /^[0-9]{1,4}$/.test(part))) return null;
  const [year, month, day] = parts[0].length === 4 ? parts : [...parts].reverse();
  if (year.length !== 4 || month.length > 2 || day.length > 2) return null;
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

function tidy(text) {
  return text.normalize("NFC").replace(INVISIBLE, "").replace(/\s+/g, " ").trim();
}

function readWhole(text, units) {
  const number = readNumber(text, false, units);
  return number === null || number.includes(".") ? null : number;
}

const READERS = {
  __proto__: null,
  yes_no: ([text]) => ({ yes: true, no: false })[text] ?? null,
  tick: ([text]) => (text === "yes" ? true : null),
  integer: ([text], units) => readWhole(text, units),
  money: ([text], units) => readWhole(text, units),
  decimal: ([text], units) => readNumber(text, true, units),
  date: ([text]) => readDate(text),
  long_text: ([text]) => text.normalize("NFC").trim(),
  choices: (texts) => texts,
  file: (texts) => texts,
};

/** The strings of a field's controls → the answer in JSON form, null when there is none. */
export function readAnswer(type, texts, units = []) {
  const given = texts.filter((text) => text.trim() !== "");
  if (given.length === 0) return null;
  const last = ["choices", "file"].includes(type) ? given : [given[given.length - 1]];
  const read = READERS[type];
  return read ? read(last, units) : tidy(last[0]);
}

function shapeOf(ruleType) {
  if (ruleType === "list") return { list: "str" };
  if (ruleType === "object") return { object: Object.fromEntries(ADDRESS_PARTS.map((part) => [part, "str"])) };
  return ruleType;
}

/** An answer in JSON form as a rule value; null when it has not the form of its type. */
export function ruleValue(twin, answer, ruleType) {
  try {
    return twin.typed(answer, shapeOf(ruleType));
  } catch {
    return null;
  }
}

function outsideValue(twin, outside) {
  if (!outside.rows) return ruleValue(twin, outside.value, outside.rule_type);
  if (!Array.isArray(outside.value)) return null;
  return outside.value.map((row) => mapped(outside.rows, (type, id) => ruleValue(twin, row[id] ?? null, type)));
}

function mapped(object, change) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value, key)]));
}

/**
 * One pass over a page. `script` is the data block of the page; `texts(name)` gives the strings of a field's
 * controls; `rowCount(group)` how many rows stand on the page; `twin` is the rule evaluator.
 * Gives {shown, required, computed}: three Maps by name, only for what a rule decides.
 */
export function evaluatePage(script, texts, rowCount, twin) {
  const pass = new Pass(script, texts, twin);
  for (const name of script.order) {
    const field = script.fields[name];
    if (field.rows) pass.visitGroup(name, field, rowCount(name));
    else pass.values[name] = pass.visit(name, field, null);
  }
  pass.require(rowCount);
  return { shown: pass.shown, required: pass.required, computed: pass.computed };
}

class Pass {
  constructor(script, texts, twin) {
    this.script = script;
    this.texts = texts;
    this.twin = twin;
    this.shown = new Map();
    this.required = new Map();
    this.computed = new Map();
    this.values = Object.assign(Object.create(null), mapped(script.outside, (each) => outsideValue(twin, each)));
    this.context = { ...script.context, date: twin.typed(script.context.date, "date") };
  }

  ask(tree, row) {
    const { values, context } = this;
    const scope = { values, context, rules: this.script.rules, ...(row ? { row } : {}) };
    try {
      return this.twin.evaluate(tree, scope);
    } catch {
      return null;
    }
  }

  isShown(name, field, row) {
    if (field.show === undefined) return true;
    const shown = this.ask(field.show, row) === true;
    this.shown.set(name, shown);
    return shown;
  }

  visit(name, field, row) {
    if (!this.isShown(name, field, row)) return null;
    if (Object.hasOwn(field, "fixed")) return outsideValue(this.twin, { ...field, value: field.fixed, rows: undefined });
    if (field.computed !== undefined) {
      const value = this.ask(field.computed, row);
      this.computed.set(name, value);
      return value;
    }
    return ruleValue(this.twin, this.answer(name, field), field.rule_type);
  }

  answer(name, field) {
    if (field.type !== "address") return readAnswer(field.type, this.texts(name), field.units);
    const parts = ADDRESS_PARTS.map((part) => [part, readAnswer("text", this.texts(`${name}.${part}`))]);
    return parts.some(([, text]) => text !== null) ? Object.fromEntries(parts) : null;
  }

  visitGroup(name, group, count) {
    if (!this.isShown(name, group, null)) {
      this.values[name] = null;
      return;
    }
    this.values[name] = Array.from({ length: count }, (_, index) => this.visitRow(`${name}.${index}`, group));
  }

  visitRow(prefix, group) {
    const row = mapped(group.rows, () => null);
    for (const id of group.row_order) row[id] = this.visit(`${prefix}.${id}`, group.rows[id], row);
    return row;
  }

  require(rowCount) {
    for (const [name, field] of Object.entries(this.script.fields)) {
      this.decide(name, field, null);
      const rows = field.rows ? (this.values[name] ?? Array.from({ length: rowCount(name) }, () => ({}))) : [];
      rows.forEach((row, index) => {
        for (const [id, inner] of Object.entries(field.rows)) this.decide(`${name}.${index}.${id}`, inner, row);
      });
    }
  }

  decide(name, field, row) {
    if (this.shown.get(name) === false) this.required.set(name, false);
    else if (field.always) this.required.set(name, true);
    else if (field.required !== undefined) this.required.set(name, this.ask(field.required, row) === true);
  }
}

/** A computed value as people read it. */
export function formatComputed(value, plain, language, unit, words) {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? words.yes : words.no;
  const text = String(plain(value));
  if (typeof value === "bigint") return `${grouped(text, language)} ${unit}`.trim();
  return typeof value === "object" ? text.split("-").reverse().join("/") : text;
}

function grouped(number, language) {
  const [thousands, point] = language === "en" ? [",", "."] : [".", ","];
  const [whole, fraction] = number.split(".");
  const spread = whole.replace(/\B(?=([0-9]{3})+$)/g, thousands);
  return fraction ? `${spread}${point}${fraction}` : spread;
}
