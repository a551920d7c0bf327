/**
 * The browser's evaluator of rules: the twin of the Python one, held to it by the shared vectors.
 *
 * Values: null, boolean, bigint (a number times 10^40, so every number is exact), string (NFC), CivilDate,
 * array, object. Only own properties are read, nothing is evaluated as code.
 */
import { TABLE } from "./operators.js";
import { CivilDate, NUMBER, NoAnswerInBounds, composed, filled } from "./values.js";
import { isObject, kindOf, parseNumber, plain, read, typed } from "./values.js";
import { PLAIN } from "./operations.js";

export { CivilDate, plain, typed };

const LIMITS = TABLE.limits;
const NO_ROW = Symbol("no row");
const UNDER_WAY = Symbol("under way");
const compiled = new WeakMap();

/** A rule cannot be compiled, or met a bound or a value of the wrong type; `code` is the same in Python. */
export class RuleError extends Error {
  constructor(code, pointer) {
    super(`${pointer || "/"}: ${code}`);
    this.name = "RuleError";
    this.code = code;
    this.pointer = pointer;
  }
}

function fail(code, pointer) {
  throw new RuleError(code, pointer);
}

/** The value of `tree` in `scope` = {values, rules, context, row}; every part may be left out. */
export function evaluate(tree, scope = {}) {
  const rule = compile(tree);
  const run = {
    values: scope.values ?? {}, rules: scope.rules ?? {}, context: scope.context ?? {},
    row: scope.row ?? NO_ROW, memo: new Map(), left: LIMITS.visits, base: 0,
  };
  spend(run, rule.size, "");
  return rule.step(run);
}

/** The rule as a condition: null counts as false. */
export function holds(tree, scope) {
  return evaluate(tree, scope) === true;
}

/** The compiled rule of `tree`, kept for as long as the tree lives; trees are never changed. */
export function compile(tree) {
  const known = isObject(tree) ? compiled.get(tree) : undefined;
  if (known) return known;
  const node = parse(tree, "", 1);
  const rule = { step: stepOf(node), size: node.size, height: node.height };
  if (isObject(tree)) compiled.set(tree, rule);
  return rule;
}

function spend(run, visits, pointer) {
  run.left -= visits;
  if (run.left < 0) fail("too_long", pointer);
}

function own(container, name) {
  return Object.hasOwn(container, name) ? container[name] : null;
}

// The shape of a rule

function parse(tree, pointer, depth) {
  if (depth > LIMITS.depth) fail("too_deep", pointer);
  if (!isObject(tree)) return leaf(literal(tree, pointer), pointer, depth);
  const keys = Object.keys(tree);
  if (keys.length !== 1 || !Array.isArray(tree[keys[0]])) fail("bad_shape", pointer);
  const [name] = keys;
  const line = TABLE[`op:${name}`];
  if (line === undefined) fail("unknown_operator", pointer);
  const operator = { name, form: line[0], kinds: line[1].split(" "), least: line[2], most: line[3] };
  countArguments(operator, tree[name], pointer);
  return operation(operator, tree[name], `${pointer}/${name}`, depth);
}

function countArguments(operator, given, pointer) {
  if (given.length > LIMITS.items) fail("list_too_long", pointer);
  if (given.length < operator.least || (operator.most !== null && given.length > operator.most)) {
    fail("wrong_arity", pointer);
  }
}

function leaf(value, pointer, depth) {
  return { operator: null, value, pointer, depth, size: 1, height: depth, args: [], names: [] };
}

function operation(operator, given, pointer, depth) {
  if (operator.form === "literal") {
    return leaf(written(operator.name, given[0], `${pointer}/0`), pointer, depth);
  }
  const node = { operator, pointer, depth, args: [], names: [], size: 1, height: depth };
  if (operator.form === "path") {
    node.names = path(operator.name, given, pointer);
    return node;
  }
  given.forEach((argument, index) => {
    const kind = kindAt(operator, index);
    const at = `${pointer}/${index}`;
    if (["name", "places", "mode"].includes(kind)) node.names.push(name(kind, argument, at));
    else node.args.push(parse(argument, at, depth + 1));
  });
  return measured(node);
}

function kindAt(operator, index) {
  return operator.kinds[Math.min(index, operator.kinds.length - 1)];
}

function measured(node) {
  const once = node.operator.form === "rows" ? node.args.slice(0, 1) : node.args;
  node.size = once.reduce((total, argument) => total + argument.size, 1);
  node.height = node.args.reduce((height, argument) => Math.max(height, argument.height), node.depth);
  return node;
}

function literal(value, pointer) {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "string") return composed(value);
  if (Number.isSafeInteger(value)) return BigInt(value) * NUMBER.one;
  return fail(Array.isArray(value) ? "bad_shape" : "bad_literal", pointer);
}

function written(kind, text, pointer) {
  if (typeof text !== "string") fail("bad_literal", pointer);
  const value = within(pointer, () => (kind === "dec" ? parseNumber(text) : CivilDate.parse(text)));
  return value ?? fail("bad_literal", pointer);
}

function path(operator, given, pointer) {
  if (given.length > LIMITS.path) fail("bad_shape", pointer);
  const names = given.map((each, index) => name("name", each, `${pointer}/${index}`));
  if (operator === "ctx" && !TABLE.context.includes(names[0])) fail("unknown_context", `${pointer}/0`);
  return names;
}

function name(kind, value, pointer) {
  const [least, most] = TABLE.places;
  if (kind === "name" && (typeof value !== "string" || value === "")) fail("bad_shape", pointer);
  const countable = Number.isInteger(value) && value >= least && value <= most;
  if (kind === "places" && !countable) fail("bad_places", pointer);
  if (kind === "mode" && !TABLE.modes.includes(value)) fail("bad_mode", pointer);
  return value;
}

// Closures

function stepOf(node) {
  if (node.operator === null) return () => node.value;
  const build = SPECIAL[node.operator.name];
  if (build) return build(node, node.args.map(stepOf));
  return node.operator.form === "rows" ? rowStep(node) : plainStep(node, node.args.map(stepOf));
}

/** What `work` gives; a bound it breaks is named at `pointer`. */
function within(pointer, work) {
  try {
    return work();
  } catch (error) {
    if (error instanceof NoAnswerInBounds) fail(error.code, pointer);
    throw error;
  }
}

function plainStep(node, args) {
  const compute = PLAIN[node.operator.name];
  const kinds = args.map((_, index) => kindAt(node.operator, index));
  const check = kinds[0] === "ordered" ? alike : ofKinds;
  return (run) => {
    const values = args.map((argument) => argument(run));
    check(node, kinds, values);
    if (values.includes(null)) return null;
    return within(node.pointer, () => compute(...values, ...node.names));
  };
}

function ofKinds(node, kinds, values) {
  values.forEach((value, index) => {
    if (value !== null && kindOf(value) !== kinds[index]) fail("type_clash", `${node.pointer}/${index}`);
  });
}

function alike(node, _kinds, values) {
  let kind = null;
  values.forEach((value, index) => {
    if (value !== null) kind = ordered(`${node.pointer}/${index}`, value, kind);
  });
}

function ordered(pointer, value, met) {
  const kind = kindOf(value);
  if ((kind !== "num" && kind !== "date") || (met !== null && kind !== met)) fail("type_clash", pointer);
  return kind;
}

function same(pointer, left, right) {
  if (left === null || right === null) return left === right;
  const kind = kindOf(left);
  if (kind !== kindOf(right) || kind === "object") fail("type_clash", pointer);
  if (kind === "list") {
    return left.length === right.length && left.every((item, index) => same(pointer, item, right[index]));
  }
  return kind === "date" ? left.days === right.days : left === right;
}

function condition(pointer, value) {
  if (value !== null && typeof value !== "boolean") fail("type_clash", pointer);
  return value;
}

function single(pointer, value) {
  if (Array.isArray(value) || isObject(value)) fail("type_clash", pointer);
  return value;
}

function settledBy(decisive) {
  return (node, args) => (run) => {
    let result = !decisive;
    for (let index = 0; index < args.length; index += 1) {
      const value = condition(`${node.pointer}/${index}`, args[index](run));
      if (value === decisive) return decisive;
      if (value === null) result = null;
    }
    return result;
  };
}

function contains(node, [wanted, among]) {
  return (run) => {
    const value = wanted(run);
    const items = among(run) ?? [];
    single(`${node.pointer}/0`, value);
    if (!Array.isArray(items)) fail("type_clash", `${node.pointer}/1`);
    return items.some((item) => same(node.pointer, value, item));
  };
}

function coalesce(_node, args) {
  return (run) => {
    for (const argument of args) {
      const value = argument(run);
      if (value !== null) return value;
    }
    return null;
  };
}

function list(node, args) {
  return (run) => {
    const values = args.map((argument) => argument(run));
    values.forEach((value, index) => single(`${node.pointer}/${index}`, value));
    return values;
  };
}

// Reading

function readAt(pointer, value) {
  return within(pointer, () => read(value));
}

function follow(pointer, start, names) {
  let value = start;
  for (const each of names) {
    if (value === null) return null;
    if (!isObject(value)) fail("type_clash", pointer);
    value = readAt(pointer, own(value, each));
  }
  return names.length > 0 ? value : readAt(pointer, value);
}

function rowMember(node) {
  return (run) => {
    if (run.row === NO_ROW) fail("no_row", node.pointer);
    return follow(node.pointer, run.row, node.names);
  };
}

function namedRule(node) {
  const [wanted] = node.names;
  return (run) => {
    const value = run.memo.get(wanted);
    if (value === UNDER_WAY) fail("rule_cycle", node.pointer);
    return value === undefined ? firstTime(run, node, wanted) : value;
  };
}

function firstTime(run, node, wanted) {
  if (!Object.hasOwn(run.rules, wanted)) fail("unknown_rule", node.pointer);
  const rule = compile(run.rules[wanted]);
  if (run.base + node.depth + rule.height > LIMITS.depth) fail("too_deep", node.pointer);
  spend(run, rule.size, node.pointer);
  run.memo.set(wanted, UNDER_WAY);
  const { row, base } = run;
  run.row = NO_ROW;
  run.base = base + node.depth;
  const value = rule.step(run);
  run.memo.set(wanted, value);
  run.row = row;
  run.base = base;
  return value;
}

// Rows

function rowStep(node) {
  const [rows, body] = node.args.map(stepOf);
  const size = node.args.length > 1 ? node.args[1].size : 1;
  const combine = ROWS[node.operator.name];
  return (run) => {
    const found = rows(run) ?? [];
    if (!Array.isArray(found)) fail("type_clash", `${node.pointer}/0`);
    spend(run, found.length * size, node.pointer);
    return combine(node, eachRow(run, found, body, rowCheck(node)));
  };
}

function rowCheck(node) {
  const pointer = `${node.pointer}/1`;
  const kind = node.operator.kinds[1];
  if (kind === "bool") return (value) => condition(pointer, value);
  let met = null;
  return (value) => {
    if (value === null) return;
    if (kind === "num" && kindOf(value) !== "num") fail("type_clash", pointer);
    met = ordered(pointer, value, met);
  };
}

function eachRow(run, rows, body, check) {
  const outside = run.row;
  const values = rows.map((row) => {
    run.row = row;
    const value = body ? body(run) : true;
    check(value);
    return value;
  });
  run.row = outside;
  return values;
}

function settledByRow(decisive) {
  return (_node, values) => {
    if (values.includes(decisive)) return decisive;
    return values.includes(null) ? null : !decisive;
  };
}

function extreme(operator) {
  return (_node, values) => {
    return values.length === 0 || values.includes(null) ? null : PLAIN[operator](...values);
  };
}

const ROWS = {
  __proto__: null,
  count: (_node, values) => BigInt(values.filter((value) => value === true).length) * NUMBER.one,
  any: settledByRow(true),
  all: settledByRow(false),
  sum: (node, values) => {
    return values.includes(null) ? null : within(node.pointer, () => PLAIN.add(0n, ...values));
  },
  min: extreme("min_of"),
  max: extreme("max_of"),
};

const SPECIAL = {
  __proto__: null,
  var: (node) => (run) => follow(node.pointer, run.values, node.names),
  it: rowMember,
  ctx: (node) => (run) => readAt(node.pointer, own(run.context, node.names[0])),
  rule: namedRule,
  call: (node, args) => (run) => {
    args.forEach((argument) => argument(run));
    return fail("server_only", node.pointer);
  },
  list,
  and: settledBy(false),
  or: settledBy(true),
  if: (node, [question, yes, no]) => (run) => {
    return condition(`${node.pointer}/0`, question(run)) ? yes(run) : no(run);
  },
  coalesce,
  eq: (node, [left, right]) => (run) => same(node.pointer, left(run), right(run)),
  ne: (node, [left, right]) => (run) => !same(node.pointer, left(run), right(run)),
  in: contains,
  has: (_node, [argument]) => (run) => filled(argument(run)),
  empty: (_node, [argument]) => (run) => !filled(argument(run)),
};
