/**
 * What each plain operator computes from arguments that are present and of the right type.
 * null means that there is no answer (division by zero, no such day).
 */
import { TABLE } from "./operators.js";
import { CivilDate, NUMBER, NoAnswerInBounds, bounded, composed, lastOfMonth } from "./values.js";

const FARTHEST = 4_000_000n;

function whole(amount) {
  const days = amount / NUMBER.one;
  if (amount % NUMBER.one !== 0n || days > FARTHEST || days < -FARTHEST) return null;
  return Number(days);
}

function number(integer) {
  return BigInt(integer) * NUMBER.one;
}

function multiply(left, right) {
  const product = left * right;
  if (product % NUMBER.one !== 0n) throw new NoAnswerInBounds("number_too_long");
  return bounded(product / NUMBER.one);
}

const AWAY_FROM_ZERO = {
  __proto__: null,
  half_up: (twice, divisor) => twice >= divisor,
  half_even: (twice, divisor, quotient) => twice > divisor || (twice === divisor && quotient % 2n === 1n),
  up: () => true,
  down: () => false,
  ceiling: (_twice, _divisor, _quotient, negative) => !negative,
  floor: (_twice, _divisor, _quotient, negative) => negative,
};

/** The whole number nearest to value / divisor in a stated mode. */
function roundedQuotient(value, divisor, mode) {
  const negative = value < 0n !== divisor < 0n;
  const [top, bottom] = [value < 0n ? -value : value, divisor < 0n ? -divisor : divisor];
  const quotient = top / bottom;
  const rest = top % bottom;
  const away = rest > 0n && AWAY_FROM_ZERO[mode](2n * rest, bottom, quotient, negative);
  const size = away ? quotient + 1n : quotient;
  return negative ? -size : size;
}

function round(value, places, mode) {
  const unit = 10n ** (NUMBER.digits - BigInt(places));
  return bounded(roundedQuotient(value, unit, mode) * unit);
}

function divide(value, divisor, places, mode) {
  if (divisor === 0n) return null;
  const [more, less] = places >= 0 ? [10n ** BigInt(places), 1n] : [1n, 10n ** BigInt(-places)];
  const quotient = roundedQuotient(value * more, divisor * less, mode);
  return bounded(quotient * 10n ** (NUMBER.digits - BigInt(places)));
}

function addMonths(start, amount) {
  const months = whole(amount);
  if (months === null) return null;
  const [year, month, day] = start.parts();
  const index = year * 12 + month - 1 + months;
  const [newYear, newMonth] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
  return CivilDate.of(newYear, newMonth, Math.min(day, lastOfMonth(newYear, newMonth)));
}

function addDays(start, amount) {
  const days = whole(amount);
  return days === null ? null : CivilDate.at(start.days + days);
}

function yearsBetween(first, last) {
  const [[year, month, day], [lastYear, lastMonth, lastDay]] = [first.parts(), last.parts()];
  const incomplete = lastMonth < month || (lastMonth === month && lastDay < day);
  return number(lastYear - year - (incomplete ? 1 : 0));
}

/** Small letters for the basic Latin, Latin-1 and Vietnamese capitals; every other character as it is. */
function lower(text) {
  return text.replace(/[A-ZÀ-ÖØ-ÞĂĐĨŨƠƯ\u1EA0-\u1EF9]/g, (letter) => {
    const code = letter.charCodeAt(0);
    if (code <= 0xde) return String.fromCharCode(code + 32);
    return code >= 0x1ea0 && code % 2 === 1 ? letter : String.fromCharCode(code + 1);
  });
}

function concat(...texts) {
  const joined = composed(texts.join(""));
  if ([...joined].length > TABLE.limits.text) throw new NoAnswerInBounds("text_too_long");
  return joined;
}

function order(value) {
  return value instanceof CivilDate ? value.days : value;
}

export const PLAIN = {
  __proto__: null,
  not: (value) => !value,
  lt: (left, right) => order(left) < order(right),
  le: (left, right) => order(left) <= order(right),
  gt: (left, right) => order(left) > order(right),
  ge: (left, right) => order(left) >= order(right),
  add: (...terms) => terms.reduce((total, term) => bounded(total + term)),
  sub: (left, right) => bounded(left - right),
  mul: (...factors) => factors.reduce(multiply),
  div: divide,
  round,
  min_of: (...values) => values.reduce((least, value) => (order(value) < order(least) ? value : least)),
  max_of: (...values) => values.reduce((most, value) => (order(value) > order(most) ? value : most)),
  add_days: addDays,
  add_months: addMonths,
  days_between: (first, last) => number(last.days - first.days),
  years_between: yearsBetween,
  year: (day) => number(day.parts()[0]),
  month: (day) => number(day.parts()[1]),
  day: (day) => number(day.parts()[2]),
  starts_with: (text, start) => text.startsWith(start),
  concat,
  length: (text) => number([...text].length),
  lower,
};
