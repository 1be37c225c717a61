// A list narrows as soon as a choice changes; its button stays for searches and for browsers without modules.
export function sendFilters(root) {
  root.querySelectorAll("form[data-filters]").forEach((form) => {
    form.addEventListener("change", (event) => event.target.matches("select") && form.requestSubmit());
    form.addEventListener("submit", () => {
      // Empty fields would only make the address long.
      form.querySelectorAll("input, select").forEach((field) => { field.disabled = field.value === ""; });
      setTimeout(() => form.querySelectorAll("input, select").forEach((field) => { field.disabled = false; }));
    });
  });
}
