// Numbers, days and stored words as people read them. Days are taken as they are, in no time zone.

const count = new Intl.NumberFormat("en-GB");
const compact = new Intl.NumberFormat("en-GB", { notation: "compact", maximumFractionDigits: 1 });

export const formatCount = (number) => count.format(number ?? 0);
export const formatCompact = (number) =>
  Math.abs(number ?? 0) < 100000 ? formatCount(number) : compact.format(number);

export function formatShare(share) {
  if (share === null || share === undefined) return "–";
  const percent = share * 100;
  if (percent === 0) return "0%";
  return `${percent > 0 && percent < 0.1 ? "<0.1" : percent.toFixed(percent < 10 ? 1 : 0)}%`;
}

/** "1 article", "2 articles". */
export const countOf = (number, thing, many = `${thing}s`) =>
  `${formatCount(number)} ${number === 1 ? thing : many}`;

/** A stored day or time as a Date, or null. */
export function toDate(text) {
  if (!text) return null;
  return new Date(text.length > 10 ? `${text.replace(" ", "T")}Z` : `${text}T00:00:00Z`);
}

const styled = (pattern) => {
  const style = window.d3.utcFormat(pattern);
  return (text) => (text ? style(toDate(text)) : "–");
};

export const formatDay = styled("%-d %b %Y");
export const formatMonth = styled("%B %Y");
export const formatShortMonth = styled("%b %Y");
export const formatYear = styled("%Y");
export const formatTime = styled("%-d %b %Y, %H:%M");

/** A publication day with no more precision than it has. */
export function formatPublished(day, precision) {
  if (!day) return "undated";
  return precision === "year"
    ? formatYear(day)
    : precision === "month"
      ? formatMonth(day)
      : formatDay(day);
}

/** An interval of the calendar: a day, a month, a year, or from one day to another. */
export function formatInterval(start, end) {
  if (!start) return "–";
  if (start === end) return formatDay(start);
  const first = toDate(start);
  const next = new Date(toDate(end).getTime() + 86400000);
  const isWhole = first.getUTCDate() === 1 && next.getUTCDate() === 1;
  if (isWhole) {
    const months =
      (next.getUTCFullYear() - first.getUTCFullYear()) * 12 +
      next.getUTCMonth() -
      first.getUTCMonth();
    if (months === 1) return formatMonth(start);
    if (months === 12 && first.getUTCMonth() === 0) return formatYear(start);
    if (first.getUTCMonth() === 0 && months % 12 === 0)
      return `${formatYear(start)} – ${formatYear(end)}`;
    return `${formatShortMonth(start)} – ${formatShortMonth(end)}`;
  }
  return `${formatDay(start)} – ${formatDay(end)}`;
}

const UNITS = {
  Y: "year",
  M: "month",
  W: "week",
  D: "day",
  TH: "hour",
  TM: "minute",
  TS: "second",
};

/** A TIMEX3 value in words where that is plain: "P4Y" is "4 years". */
export function formatTimex(value) {
  const [, time, amount, unit] = /^P(T?)(\d+(?:\.\d+)?)([YMWDHS])$/.exec(value) ?? [];
  const name = UNITS[time + unit];
  return name ? countOf(Number(amount), name) : value;
}

export function formatSeconds(seconds) {
  if (seconds === null || seconds === undefined) return "–";
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

export function formatBytes(bytes) {
  if (bytes === null || bytes === undefined) return "–";
  const units = ["bytes", "kB", "MB", "GB"];
  let unit = 0;
  while (bytes >= 1000 && unit < 3) {
    bytes /= 1000;
    unit += 1;
  }
  return `${unit && bytes < 10 ? bytes.toFixed(1) : Math.round(bytes)} ${units[unit]}`;
}

/** How long ago a stored time is: "3 minutes ago". */
export function formatAge(text, now = Date.now()) {
  const minutes = Math.max(0, (now - toDate(text).getTime()) / 60000);
  if (minutes < 1) return "just now";
  if (minutes < 90) return `${countOf(Math.round(minutes), "minute")} ago`;
  if (minutes < 48 * 60) return `${countOf(Math.round(minutes / 60), "hour")} ago`;
  return `${countOf(Math.round(minutes / 1440), "day")} ago`;
}

/** "photo_credit" as "Photo credit". */
export function toWords(name) {
  const words = String(name ?? "").replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const TYPES = {
  PERSON: "person",
  ORG: "organisation",
  GPE: "place",
  LOC: "place",
  FAC: "building",
  NORP: "group",
  EVENT: "event",
  PRODUCT: "product",
  WORK_OF_ART: "work",
  LAW: "law",
};
export const typeName = (type) => TYPES[type] ?? String(type ?? "").toLowerCase();
export const typeClass = (type) =>
  ({ person: "type-person", organisation: "type-organisation", place: "type-place" })[
    typeName(type)
  ] ?? "type-other";

const LANGUAGES = new Intl.DisplayNames(["en"], { type: "language" });
export function languageName(code) {
  try {
    return code ? LANGUAGES.of(code) : "unknown";
  } catch {
    return code;
  }
}
