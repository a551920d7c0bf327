/** The shared vectors held against the browser's evaluator. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { RuleError, evaluate, plain, typed } from "../src/forms_schema/rules/twin.js";

const vectors = JSON.parse(readFileSync(new URL("../src/forms_schema/vectors/rules.json", import.meta.url), "utf8"));

function tagged(value) {
  if (typeof value === "bigint") return { num: plain(value) };
  if (Array.isArray(value)) return value.map(tagged);
  if (value !== null && typeof value === "object" && "days" in value) return { date: value.toString() };
  return value;
}

function record(raw, types) {
  return Object.fromEntries(Object.entries(raw ?? {}).map(([name, each]) => [name, typed(each, types[name] ?? "str")]));
}

function outcome(each) {
  const scope = {
    values: record(each.answers, vectors.types),
    rules: each.rules,
    context: record(each.context, { date: "date" }),
    row: each.row && record(each.row, vectors.types.rows.list.object),
  };
  try {
    return { value: tagged(evaluate(each.rule, scope)) };
  } catch (error) {
    if (error instanceof RuleError) return { error: error.code };
    throw error;
  }
}

for (const each of vectors.cases) {
  test(each.name, () => {
    const wanted = "error" in each ? { error: each.error } : { value: each.value };
    assert.deepEqual(outcome(each), wanted);
  });
}
