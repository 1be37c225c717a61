// Regions that follow the server while the page is open: numbers by their keys, or the whole region.
const mostSeconds = 60;

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
        const answer = await fetch(location.href);
        if (!answer.ok) throw new Error(String(answer.status));
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const fresh = page.getElementById(region.id);
        // What is finished has another shape: the page is drawn anew.
        if (!fresh) return location.reload();
        if ("refreshPage" in region.dataset) region.replaceChildren(...fresh.childNodes);
        else numbers(region, fresh);
        wait = seconds;
      } catch {
        wait = Math.min(wait * 2, mostSeconds);
      }
    }
    again();
  };
  again();
}

function numbers(region, fresh) {
  const texts = new Map([...fresh.querySelectorAll("[data-number]")].map((one) => [one.dataset.number, one.textContent]));
  const shown = [...region.querySelectorAll("[data-number]")].map((one) => one.dataset.number);
  // The first journey at a step, or the last to leave it: a number comes or goes. Nobody is torn from where they are.
  const isSame = shown.length === texts.size && shown.every((key) => texts.has(key));
  if (!isSame && !region.contains(document.activeElement)) return region.replaceChildren(...fresh.childNodes);
  for (const element of region.querySelectorAll("[data-number]")) {
    const words = texts.get(element.dataset.number);
    if (words !== undefined && element.textContent !== words) element.textContent = words;
  }
}
