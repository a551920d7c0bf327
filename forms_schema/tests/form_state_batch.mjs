/** Evaluates pages from standard input as the browser does: [{script, posted}] → [{shown, required, computed}]. */
import { readFileSync } from "node:fs";
import * as twin from "../src/forms_schema/rules/twin.js";
import { evaluatePage } from "../../themes/default/static/js/form-state.js";

function outcome({ script, posted }) {
  const texts = (name) => posted[name] ?? [];
  const rowCount = (name) => Number.parseInt(texts(name).at(-1) ?? "0", 10) || 0;
  const { shown, required, computed } = evaluatePage(script, texts, rowCount, twin);
  const plain = [...computed].map(([name, value]) => [name, value === null ? null : twin.plain(value)]);
  return { shown: Object.fromEntries(shown), required: Object.fromEntries(required), computed: Object.fromEntries(plain) };
}

console.log(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(outcome)));
