/* Everything here is a convenience: each page works without it. One name is global. */
"use strict";

const SITE = {
  passwords: {
    /* A button beside each password field that shows what was typed. */
    start() {
      for (const input of document.querySelectorAll('input[type="password"]')) {
        const wrapper = document.createElement("span");
        wrapper.className = "with-toggle";
        input.replaceWith(wrapper);
        wrapper.append(input, this.toggle(input));
      }
    },

    toggle(input) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "toggle";
      button.textContent = "Show";
      button.setAttribute("aria-label", "Show password");
      button.setAttribute("aria-pressed", "false");
      button.addEventListener("click", () => {
        const shown = input.type === "password";
        input.type = shown ? "text" : "password";
        button.textContent = shown ? "Hide" : "Show";
        button.setAttribute("aria-pressed", String(shown));
      });
      /* A password must not be left in clear for the browser to remember as text. */
      input.form?.addEventListener("submit", () => { input.type = "password"; });
      return button;
    },
  },

  forms: {
    /* A double click sends a form once. */
    start() {
      for (const form of document.querySelectorAll("form[method=post]")) {
        form.addEventListener("submit", (event) => {
          if (form.dataset.sent) event.preventDefault();
          form.dataset.sent = "yes";
        });
        window.addEventListener("pageshow", () => { delete form.dataset.sent; });
      }
    },
  },

  start() {
    this.passwords.start();
    this.forms.start();
  },
};

SITE.start();
