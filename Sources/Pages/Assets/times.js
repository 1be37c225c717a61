// Moments in the reader's own zone. The server writes them in the zone it knows first, in the same style;
// moments inside sentences stay as it wrote them, with the zone's name until it knows the reader's.
const locale = document.documentElement.dataset.locale;
const day = { day: "numeric", month: "short", year: "numeric" };
const styles = {
  day: new Intl.DateTimeFormat(locale, day),
  clock: new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" }),
  moment: new Intl.DateTimeFormat(locale, { ...day, hour: "2-digit", minute: "2-digit" }),
};
const exact = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "long" });
const relative = new Intl.RelativeTimeFormat(locale, { style: "short", numeric: "always" });
const units = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
const labels = { day: "d", hour: "h", minute: "min", second: "s" };

/** "3 min ago", in the server's own short units. */
function distance(moment) {
  const seconds = Math.round((moment - Date.now()) / 1000);
  if (Math.abs(seconds) < 5) return null;
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length);
  const count = Math.trunc(seconds / size);
  const parts = relative.formatToParts(count, unit);
  return parts.map((part) => part.type === "integer" ? part.value : part.value
    .replace(/\p{L}+\.?/gu, (word) => word === "ago" || word === "in" ? word : labels[unit])).join("");
}

/** "3 min" */
function age(moment) {
  const seconds = Math.round((Date.now() - moment) / 1000);
  if (seconds < 5) return null;
  const [unit, size] = units.find(([, length]) => seconds >= length);
  return `${Math.trunc(seconds / size).toLocaleString(locale)}\u00a0${labels[unit]}`;
}

export function showTime(element) {
  const moment = new Date(element.dateTime);
  if (Number.isNaN(moment.getTime())) return;
  const style = element.dataset.style;
  if (style === "relative" || style === "age") {
    const words = style === "age" ? age(moment) : distance(moment);
    if (words) element.textContent = words;
  } else if (styles[style]) {
    element.textContent = styles[style].format(moment);
  }
  element.title = exact.format(moment);
}

/** The server writes the next page in the reader's zone. Only in the console: shoppers' pages set no cookie. */
function tellZone() {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  if (!timeZone || !document.body.classList.contains("console")) return;
  document.cookie = `zone=${encodeURIComponent(timeZone)}; path=/; max-age=31536000; samesite=lax`;
}

export function keepTimes(root) {
  tellZone();
  const all = () => root.querySelectorAll("time[data-style]").forEach(showTime);
  all();
  setInterval(() => {
    if (!document.hidden) root.querySelectorAll('time:is([data-style="relative"], [data-style="age"])').forEach(showTime);
  }, 20000);
  document.addEventListener("visibilitychange", () => document.hidden || all());
}
