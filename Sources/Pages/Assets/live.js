// The overview follows the server: texts, bars, columns and the feed, over one stream of server-sent events.
import { showTime } from "./times.js";

const staleAfterMilliseconds = 15000;
const patienceMilliseconds = 5000;
const refreshMilliseconds = 5000;

export function followLive(root) {
  const page = root.querySelector("[data-live-stream]");
  if (!page || !("EventSource" in window)) return;
  const state = page.querySelector(".live-state");
  const start = new URL(page.dataset.liveStream, location.href);
  if (page.dataset.last) start.searchParams.set("last", page.dataset.last);
  let source;
  let silence;

  const say = (name, words) => {
    state.hidden = false;
    if (state.dataset.state === name) return;
    state.dataset.state = name;
    state.querySelector("span").textContent = words;
    page.classList.toggle("is-stale", name === "lost");
  };
  const heard = () => {
    say("live", state.dataset.liveWords);
    clearTimeout(silence);
    silence = setTimeout(() => say("lost", state.dataset.lost), staleAfterMilliseconds);
  };
  const connect = () => {
    // The browser itself reconnects and sends Last-Event-ID; only a stream refused outright is opened again here.
    source = new EventSource(start);
    source.onopen = heard;
    source.onmessage = (event) => {
      heard();
      if (event.lastEventId) start.searchParams.set("last", event.lastEventId);
      apply(page, JSON.parse(event.data));
    };
    source.onerror = () => {
      // A short break, such as a restart, is healed before anybody need know.
      clearTimeout(silence);
      silence = setTimeout(() => say("lost", state.dataset.lost), patienceMilliseconds);
      if (source.readyState === EventSource.CLOSED) setTimeout(connect, 3000);
    };
  };
  say("connecting", state.dataset.connecting);
  connect();
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (event) => event.persisted && connect());
}

let refreshedAt = 0;

/** A first message or a new flow has no row yet: the server draws the cards anew, at most every few seconds. */
async function refresh(page) {
  if (Date.now() - refreshedAt < refreshMilliseconds) return;
  refreshedAt = Date.now();
  const answer = await fetch(location.href);
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".overview .stack");
  if (!fresh) return;
  page.querySelector(".stack").replaceWith(fresh);
}

function lacks(page, texts, columns) {
  const places = new Set([...page.querySelectorAll("[data-live]")].map((element) => element.dataset.live));
  const quiet = !page.querySelector("[data-columns]") && Object.values(columns).some((values) => values.some(Boolean));
  return quiet || Object.keys(texts).some((key) => !places.has(key) && key !== "events-peak");
}

function apply(page, { texts = {}, bars = {}, columns = {}, tones = {}, feed = [] }) {
  for (const element of page.querySelectorAll("[data-live]")) {
    const words = texts[element.dataset.live];
    if (words !== undefined && element.textContent !== words) element.textContent = words;
  }
  for (const bar of page.querySelectorAll("[data-bar]")) {
    const percent = bars[bar.dataset.bar];
    if (percent !== undefined) bar.setAttribute("width", `${percent}%`);
  }
  for (const chart of page.querySelectorAll("[data-columns]")) draw(chart, columns[chart.dataset.columns]);
  for (const lamp of page.querySelectorAll("[data-lamp]")) {
    if (tones[lamp.dataset.lamp]) lamp.dataset.tone = tones[lamp.dataset.lamp];
  }
  if (lacks(page, texts, columns)) refresh(page).catch(() => {});
  feed.forEach((item) => prepend(page, item));
}

function draw(chart, values) {
  if (!values) return;
  const most = Math.max(1, ...values);
  chart.querySelectorAll("rect").forEach((column, index) => {
    const value = values[index] ?? 0;
    const height = value === 0 ? 0 : Math.max(2, Math.floor(value * 100 / most));
    column.setAttribute("height", height);
    column.setAttribute("y", 100 - height);
    const title = column.querySelector("title");
    if (title) title.textContent = value.toLocaleString(document.documentElement.dataset.locale);
  });
}

function prepend(page, { id, at, tone, icon, text, href }) {
  // After a break the server may tell some of it again.
  if (page.dataset.last !== "" && id <= Number(page.dataset.last)) return;
  page.dataset.last = id;
  const list = page.querySelector("[data-feed]");
  const item = page.querySelector("#feed-item").content.cloneNode(true).firstElementChild;
  const use = item.querySelector("use");
  use.setAttribute("href", `${use.getAttribute("href").split("#")[0]}#${icon}`);
  item.querySelector(".dot").dataset.tone = tone;
  const words = item.querySelector(".feed-words");
  words.textContent = text;
  if (href) words.href = href;
  const time = item.querySelector("time");
  time.dateTime = at;
  showTime(time);
  if (!time.textContent) time.textContent = list.dataset.now;
  item.classList.add("is-new");
  list.prepend(item);
  page.querySelector("[data-feed-empty]")?.remove();
  while (list.children.length > Number(list.dataset.longest)) list.lastElementChild.remove();
}
