/** Values of rules in the browser, and how answers in JSON form become values. */
import { TABLE } from "./operators.js";

const DIGITS = BigInt(TABLE.limits.digits);
const ONE = 10n ** DIGITS;

/** Numbers are bigints: the number times `one`; `end` is the first that is too long. */
export const NUMBER = Object.freeze({ one: ONE, end: ONE * ONE, digits: DIGITS });

/** A bound is broken, or a value from outside is no rule value; `code` says which. */
export class NoAnswerInBounds extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/** The number itself when it is not too long. */
export function bounded(value) {
  if (value >= NUMBER.end || value <= -NUMBER.end) throw new NoAnswerInBounds("number_too_long");
  return value;
}

/** The text in NFC, the only form rules compare and count. */
export function composed(text) {
  return text.normalize("NFC");
}

/** The number written `-12.50`; null when it is not written so. */
export function parseNumber(text) {
  const match = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?$/.exec(text);
  if (!match || text.endsWith("\n")) return null;
  const fraction = (match[3] ?? "").replace(/0+$/, "");
  if (match[2].length > NUMBER.digits || fraction.length > NUMBER.digits) {
    throw new NoAnswerInBounds("number_too_long");
  }
  const value = BigInt(match[2] + fraction.padEnd(Number(NUMBER.digits), "0"));
  return match[1] ? -value : value;
}

function formatNumber(value) {
  const digits = (value < 0n ? -value : value).toString().padStart(Number(NUMBER.digits) + 1, "0");
  const point = digits.length - Number(NUMBER.digits);
  const fraction = digits.slice(point).replace(/0+$/, "");
  return (value < 0n ? "-" : "") + digits.slice(0, point) + (fraction ? `.${fraction}` : "");
}

/** A civil day between the years 1 and 9999, kept as days since 1970-01-01. */
export class CivilDate {
  constructor(days) {
    this.days = days;
    Object.freeze(this);
  }

  /** The day, or null when there is none with that number. */
  static at(days) {
    return days >= FIRST_DAY && days <= LAST_DAY ? new CivilDate(days) : null;
  }

  /** The day `year`-`month`-`day`, or null when there is no such day. */
  static of(year, month, day) {
    if (year < 1 || year > 9999 || month < 1 || month > 12) return null;
    if (day < 1 || day > lastOfMonth(year, month)) return null;
    return new CivilDate(daysOf(year, month, day));
  }

  /** The day written `YYYY-MM-DD`, or null. */
  static parse(text) {
    const match = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
    return match && text.length === 10 ? CivilDate.of(...match.slice(1).map(Number)) : null;
  }

  /** [year, month, day] of the proleptic Gregorian calendar. */
  parts() {
    const shifted = this.days + 719468;
    const era = Math.floor(shifted / 146097);
    const ofEra = shifted - era * 146097;
    const yearOfEra = Math.floor(
      (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36524) - Math.floor(ofEra / 146096)) / 365,
    );
    const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
    const fromMarch = Math.floor((5 * ofYear + 2) / 153);
    const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
    const day = ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
    return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day];
  }

  toString() {
    const [year, month, day] = this.parts();
    const two = (part) => String(part).padStart(2, "0");
    return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
  }
}

function daysOf(year, month, day) {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const ofEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + ofYear;
  return era * 146097 + ofEra - 719468;
}

/** The last day of a month. */
export function lastOfMonth(year, month) {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

const FIRST_DAY = daysOf(1, 1, 1);
const LAST_DAY = daysOf(9999, 12, 31);

/** Whether the value is a record of members. */
export function isObject(value) {
  return kindOf(value) === "object" && typeof value === "object";
}

/** The name of the value's type. */
export function kindOf(value) {
  if (value === null) return "null";
  if (Array.isArray(value)) return "list";
  if (value instanceof CivilDate) return "date";
  return { boolean: "bool", bigint: "num", string: "str" }[typeof value] ?? "object";
}

/** A value from outside as rules see it: empty text and lists are null, text is NFC. */
export function read(value) {
  if (value === null || value === undefined || typeof value === "boolean" || value instanceof CivilDate) {
    return value ?? null;
  }
  if (typeof value === "string") return value === "" ? null : composed(value);
  if (typeof value === "bigint") return bounded(value);
  if (Array.isArray(value)) return readItems(value);
  if (typeof value === "object") return value;
  throw new NoAnswerInBounds("type_clash");
}

function readItems(values) {
  if (values.length === 0) return null;
  if (values.length > TABLE.limits.items) throw new NoAnswerInBounds("list_too_long");
  return values.map(read);
}

function present(value) {
  return value !== null && value !== undefined && value !== "" && !(Array.isArray(value) && !value.length);
}

/** Whether a person would call it filled in; an object is when one of its members is. */
export function filled(value) {
  if (!isObject(value)) return present(value);
  return Object.keys(value).some((key) => present(value[key]));
}

/**
 * An answer in JSON form as a value of `type`: "bool", "num", "str", "date", {"list": …}, {"object": {…}}.
 * Throws NoAnswerInBounds when the answer does not have that form.
 */
export function typed(raw, type) {
  if (!present(raw)) return null;
  if (typeof type === "object") return typedContainer(raw, type);
  const value = typedScalar(raw, type);
  if (value === null) throw new NoAnswerInBounds("type_clash");
  return value;
}

function typedScalar(raw, type) {
  if (type === "num" && Number.isInteger(raw)) {
    if (!Number.isSafeInteger(raw)) throw new NoAnswerInBounds("number_too_long");
    return BigInt(raw) * ONE;
  }
  if (type === "bool") return typeof raw === "boolean" ? raw : null;
  if (typeof raw !== "string") return null;
  if (type === "num") return parseNumber(raw);
  if (type === "date") return CivilDate.parse(raw);
  return type === "str" ? composed(raw) : null;
}

function typedContainer(raw, type) {
  if (Object.hasOwn(type, "list") && Array.isArray(raw)) {
    if (raw.length > TABLE.limits.items) throw new NoAnswerInBounds("list_too_long");
    return raw.map((item) => typed(item, type.list));
  }
  if (Object.hasOwn(type, "object") && typeof raw === "object" && !Array.isArray(raw)) {
    const members = Object.keys(type.object).map((name) => {
      const member = Object.hasOwn(raw, name) ? raw[name] : null;
      return [name, typed(member, type.object[name])];
    });
    return Object.fromEntries(members);
  }
  throw new NoAnswerInBounds("type_clash");
}

/** A value in JSON form: numbers and dates as text, without exponent or trailing zeros. */
export function plain(value) {
  if (typeof value === "bigint") return formatNumber(value);
  if (value instanceof CivilDate) return value.toString();
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.keys(value).map((key) => [key, plain(value[key])]));
}
