// Regions that follow the server while the page is open: numbers by their keys, or the whole region.
const mostSeconds = 60;
const togetherMilliseconds = 200;

let newest = null;
let newestAt = 0;

/** The page as it is now; regions that look at the same time share it. */
function fresh() {
  if (!newest || Date.now() - newestAt > togetherMilliseconds) {
    newestAt = Date.now();
    newest = fetch(location.href).then(async (answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      return new DOMParser().parseFromString(await answer.text(), "text/html");
    });
  }
  return newest;
}

export function refreshRegions(root) {
  root.querySelectorAll("[data-refresh][id]").forEach((region) => follow(region, Number(region.dataset.refresh)));
}

function follow(region, seconds) {
  let wait = seconds;
  const again = () => setTimeout(look, wait * 1000);

  const look = async () => {
    if (!region.isConnected) return;
    if (!document.hidden) {
      try {
        const now = (await fresh()).getElementById(region.id);
        // What is finished has another shape: the page is drawn anew.
        if (!now) return location.reload();
        if ("refreshPage" in region.dataset) region.replaceChildren(...now.childNodes);
        else numbers(region, now);
        wait = seconds;
      } catch {
        wait = Math.min(wait * 2, mostSeconds);
      }
    }
    again();
  };
  again();
}

function numbers(region, now) {
  const texts = new Map([...now.querySelectorAll("[data-number]")].map((one) => [one.dataset.number, one.textContent]));
  const shown = [...region.querySelectorAll("[data-number]")].map((one) => one.dataset.number);
  // The first journey at a step, or the last to leave it: a number comes or goes. Nobody is torn from where they are.
  const isSame = shown.length === texts.size && shown.every((key) => texts.has(key));
  if (!isSame && !region.contains(document.activeElement)) return region.replaceChildren(...now.childNodes);
  for (const element of region.querySelectorAll("[data-number]")) {
    const words = texts.get(element.dataset.number);
    if (words !== undefined && element.textContent !== words) element.textContent = words;
  }
}
