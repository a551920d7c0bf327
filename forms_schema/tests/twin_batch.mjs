/** Evaluates a batch of [tree, answers, row] from standard input in the browser's evaluator; prints the outcomes. */
import { readFileSync } from "node:fs";
import { RuleError, evaluate, plain, typed } from "../src/forms_schema/rules/twin.js";

const { types, rules, context, batch } = JSON.parse(readFileSync(0, "utf8"));

function tagged(value) {
  if (typeof value === "bigint") return { num: plain(value) };
  if (Array.isArray(value)) return value.map(tagged);
  if (value === null || typeof value !== "object") return value;
  if ("days" in value) return { date: value.toString() };
  return { object: Object.fromEntries(Object.keys(value).sort().map((name) => [name, tagged(value[name])])) };
}

function record(raw, kinds) {
  return Object.fromEntries(Object.keys(kinds).map((name) => [name, typed(raw[name] ?? null, kinds[name])]));
}

function outcome([tree, answers, row]) {
  const scope = {
    values: record(answers, types),
    rules,
    context: record(context, { date: "date", case: "str" }),
    row: row === null ? undefined : record(row, types.rows.list.object),
  };
  try {
    return { value: tagged(evaluate(tree, scope)) };
  } catch (error) {
    return error instanceof RuleError ? { error: error.code, at: error.pointer } : { crash: String(error.stack) };
  }
}

process.stdout.write(JSON.stringify(batch.map(outcome)));
