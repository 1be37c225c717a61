// The colours change at once; the server reads the cookie for the next page, so nothing flashes.
export function switchTheme(root) {
  root.querySelectorAll("form.theme").forEach((form) => {
    form.addEventListener("submit", (event) => {
      const theme = event.submitter?.value;
      if (theme !== "light" && theme !== "dark") return;
      event.preventDefault();
      document.documentElement.dataset.theme = theme;
      document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax`;
      form.querySelector(theme === "dark" ? ".to-light" : ".to-dark")?.focus();
    });
  });
}
