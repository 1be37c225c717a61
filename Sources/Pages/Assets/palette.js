// Ctrl or Cmd and K: jump to a room, or to a customer by part of an address or a name.
export function openPalette(root) {
  const dialog = root.querySelector("#palette");
  if (!dialog) return;
  const input = dialog.querySelector("input");
  const list = dialog.querySelector("ul");
  const empty = dialog.querySelector(".palette-empty");
  const rooms = [...root.querySelectorAll(".side nav a")]
    .map((link) => ({ title: link.querySelector(".long").textContent, href: link.getAttribute("href") }));
  let asked = 0;
  let selected = 0;

  const open = () => {
    if (dialog.open) return;
    input.value = "";
    dialog.showModal();
    update();
  };
  root.querySelectorAll("[data-palette-open]").forEach((button) => {
    button.hidden = false;
    const key = button.querySelector("[data-mac]");
    if (key && /Mac|iPhone|iPad/.test(navigator.platform)) key.textContent = key.dataset.mac;
    button.addEventListener("click", open);
  });
  addEventListener("keydown", (event) => {
    if ((event.metaKey || event.ctrlKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open();
    }
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  input.addEventListener("input", update);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      // A search field would only empty itself.
      event.preventDefault();
      dialog.close();
    } else if (step) {
      event.preventDefault();
      select((selected + step + list.children.length) % Math.max(1, list.children.length));
    } else if (event.key === "Enter") {
      event.preventDefault();
      list.children[selected]?.querySelector("a").click();
    }
  });

  async function update() {
    const words = input.value.trim();
    const turn = ++asked;
    const matching = rooms.filter((room) => room.title.toLowerCase().includes(words.toLowerCase()));
    show(matching, words);
    if (words.length < 2) return;
    await new Promise((resolve) => setTimeout(resolve, 120));
    if (turn !== asked) return;
    try {
      const answer = await fetch(`${dialog.dataset.search}?q=${encodeURIComponent(words)}`);
      const { results } = await answer.json();
      if (turn === asked) show([...matching, ...results], words);
    } catch {
      // Without the quick search the list's own search still leads on.
    }
  }

  function show(entries, words) {
    const customers = { title: `${dialog.dataset.searchWords} “${words}”`,
      href: `${dialog.dataset.customers}?q=${encodeURIComponent(words)}` };
    const all = words ? [...entries, customers] : entries;
    list.replaceChildren(...all.map(item));
    empty.hidden = all.length > 0;
    select(0);
  }

  function item({ title, detail, href }, index) {
    const entry = document.createElement("li");
    entry.id = `palette-${index}`;
    entry.setAttribute("role", "option");
    const link = document.createElement("a");
    link.href = href;
    link.tabIndex = -1;
    link.append(title);
    if (detail) {
      const small = document.createElement("small");
      small.textContent = detail;
      link.append(small);
    }
    entry.append(link);
    return entry;
  }

  function select(index) {
    selected = index;
    [...list.children].forEach((entry, at) => {
      entry.setAttribute("aria-selected", String(at === index));
      if (at === index) {
        input.setAttribute("aria-activedescendant", entry.id);
        entry.scrollIntoView({ block: "nearest" });
      }
    });
  }
}
