/** The pure part of the form element: reading what is typed, and what the rules then say. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as twin from "../src/forms_schema/rules/twin.js";
import { evaluatePage, formatComputed, readAnswer, readDate, readNumber } from "../../themes/default/static/js/form-state.js";

test("numbers are read as people write them", () => {
  const cases = { "1.250.000": "1250000", "120,5": "120.5", "1,250,000.50": "1250000.5", "１２": "12", "-3": "-3", "0,0": "0" };
  for (const [typed, number] of Object.entries(cases)) assert.equal(readNumber(typed, false), number, typed);
  for (const typed of ["", "abc", "1,2,3", "5,", "--1", "1.25.000"]) assert.equal(readNumber(typed, false), null, typed);
});

test("a number that could be two is no answer where decimals are asked", () => {
  assert.equal(readAnswer("decimal", ["1.250"]), null);
  assert.equal(readAnswer("money", ["1.250"]), "1250");
});

test("the box's own unit may stand after the number, no other", () => {
  for (const typed of ["60%", "60 %", "60 ％"]) assert.equal(readAnswer("integer", [typed], ["%"]), "60", typed);
  assert.equal(readAnswer("decimal", ["120,5 m²"], ["m2"]), "120.5");
  assert.equal(readAnswer("integer", ["3 Trang"], ["pages", "trang"]), "3");
  assert.equal(readAnswer("money", ["75.000 VNĐ"], ["đồng", "vnđ", "đ"]), "75000");
  for (const typed of ["60 m²", "%60", "%", "60%%"]) assert.equal(readAnswer("integer", [typed], ["%"]), null, typed);
  for (const typed of ["1 km²", "0,5 ha", "1.250 m²"]) assert.equal(readAnswer("decimal", [typed], ["m2"]), null, typed);
});

test("dates are read day first", () => {
  for (const typed of ["1/7/2026", "01-07-2026", "01072026", "2026-07-01", "ngày 1 tháng 7 năm 2026"]) {
    assert.equal(readDate(typed), "2026-07-01", typed);
  }
  for (const typed of ["1/7/26", "7/2026", "hôm qua", ""]) assert.equal(readDate(typed), null, typed);
});

test("the empty marker before a choice is no answer", () => {
  assert.equal(readAnswer("yes_no", [""]), null);
  assert.equal(readAnswer("yes_no", ["", "no"]), false);
  assert.deepEqual(readAnswer("choices", ["", "a", "b"]), ["a", "b"]);
});

const SCRIPT = {
  language: "vi", words: { yes: "Có", no: "Không" }, rules: {}, outside: {},
  context: { date: "2026-07-01", case: "new", channel: "online", place: "standard", applicant: "citizen" },
  order: ["married", "spouse", "area", "fee"],
  fields: {
    married: { type: "yes_no", rule_type: "bool", always: true },
    spouse: { type: "person_name", rule_type: "str", always: true, show: { eq: [{ var: ["married"] }, true] } },
    area: { type: "decimal", rule_type: "num", always: false, required: { has: [{ var: ["spouse"] }] } },
    fee: { type: "money", rule_type: "num", always: false, computed: { round: [{ mul: [{ var: ["area"] }, 15000] }, 0, "half_up"] } },
  },
};

function evaluated(typed) {
  return evaluatePage(SCRIPT, (name) => typed[name] ?? [], () => 0, twin);
}

test("a field shows, is required and counts only while its condition holds", () => {
  const yes = evaluated({ married: ["", "yes"], spouse: ["Mai"], area: ["120,55"] });
  assert.deepEqual([yes.shown.get("spouse"), yes.required.get("spouse"), yes.required.get("area")], [true, true, true]);
  const no = evaluated({ married: ["", "no"], spouse: ["Mai"], area: ["120,55"] });
  assert.deepEqual([no.shown.get("spouse"), no.required.get("spouse"), no.required.get("area")], [false, false, false]);
  assert.equal(formatComputed(no.computed.get("fee"), twin.plain, "vi", "đồng", SCRIPT.words), "1.808.250 đồng");
});

test("computed values read as on paper", () => {
  assert.equal(formatComputed(null, twin.plain, "vi", "đồng", SCRIPT.words), "");
  assert.equal(formatComputed(true, twin.plain, "vi", "", SCRIPT.words), "Có");
  assert.equal(formatComputed(twin.typed("1234.5", "num"), twin.plain, "en", "m²", SCRIPT.words), "1,234.5 m²");
  assert.equal(formatComputed(twin.typed("2026-07-01", "date"), twin.plain, "vi", "", SCRIPT.words), "01/07/2026");
});

test("names of objects are never taken for answers", () => {
  const hostile = { ...SCRIPT, order: ["spouse"], fields: { spouse: { ...SCRIPT.fields.spouse, show: { has: [{ var: ["constructor"] }] } } } };
  assert.equal(evaluatePage(hostile, () => [], () => 0, twin).shown.get("spouse"), false);
});
