/* Everything here is a convenience: each page works without it. One name is global. */
"use strict";

const SITE = {
  passwords: {
    /* A button beside each password field that shows what was typed, and hides it again. */
    start() {
      for (const input of document.querySelectorAll('input[type="password"]')) {
        const wrapper = document.createElement("span");
        wrapper.className = "with-toggle";
        const toggle = this.toggle(input);
        input.replaceWith(wrapper);
        wrapper.append(input, toggle);
      }
    },

    toggle(input) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "toggle";
      const verb = document.createTextNode("Show");
      const what = document.createElement("span");
      what.className = "visually-hidden";
      /* Each says which password: the page may have several. */
      what.textContent = " " + input.labels[0].textContent.trim().toLowerCase().replace(/^repeat /, "repeated ");
      button.append(verb, what);
      button.addEventListener("click", () => {
        const shown = input.type === "password";
        input.type = shown ? "text" : "password";
        verb.data = shown ? "Hide" : "Show";
      });
      /* A password must not be left in clear for the browser to remember as text. */
      input.form?.addEventListener("submit", () => {
        input.type = "password";
        verb.data = "Show";
      });
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

  times: {
    /* Times of the last days as people say them; the exact one is their title. */
    start() {
      this.tell();
      setInterval(() => this.tell(), 60_000);
    },

    tell() {
      const format = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });
      for (const time of document.querySelectorAll("time[datetime]")) {
        const seconds = (Date.parse(time.dateTime) - Date.now()) / 1000;
        if (Number.isNaN(seconds) || Math.abs(seconds) > 6 * 86400) continue;
        time.title ||= time.textContent;
        time.textContent = this.words(format, Math.min(seconds, 0));
      }
    },

    words(format, seconds) {
      const minutes = Math.round(seconds / 60);
      if (minutes > -1) return format.format(0, "minute").replace("this minute", "just now");
      if (minutes > -60) return format.format(minutes, "minute");
      const hours = Math.round(seconds / 3600);
      return hours > -24 ? format.format(hours, "hour") : format.format(Math.round(seconds / 86400), "day");
    },
  },

  errors: {
    /* What is wrong is read first, also where browsers do not know autofocus on text. */
    start() {
      if (!location.hash) document.querySelector(".error-summary, .message[role=alert]")?.focus();
    },
  },

  confirmations: {
    /* A button that takes something away asks first, unless the form is going to come back: without what it needs. */
    start() {
      for (const button of document.querySelectorAll("button[data-confirm]")) {
        button.addEventListener("click", (event) => {
          const needed = button.form.elements[button.dataset.needs];
          if (needed && !needed.value.trim()) return;
          if (!window.confirm(button.dataset.confirm)) event.preventDefault();
        });
      }
    },
  },

  counts: {
    /* How much of a long text's room is left. */
    start() {
      for (const area of document.querySelectorAll("textarea[maxlength]")) {
        const count = document.createElement("p");
        count.className = "count";
        area.after(count);
        area.addEventListener("input", () => this.show(area, count));
        this.show(area, count);
      }
    },

    show(area, count) {
      const left = area.maxLength - area.value.length;
      count.textContent = left === 1 ? "1 character left" : `${left.toLocaleString("en")} characters left`;
      count.classList.toggle("near", left < 200);
      /* Read out only when it begins to matter. */
      count.setAttribute("aria-live", left < 200 ? "polite" : "off");
    },
  },

  previews: {
    /* What a form with a preview would show, while it is being written: the page that its button brings, asked for
       when the person stops for a moment. */
    start() {
      for (const button of document.querySelectorAll('button[name="button"][value="preview"]')) {
        const form = button.form;
        let timer;
        let request;
        form.addEventListener("input", () => {
          clearTimeout(timer);
          request?.abort();
          timer = setTimeout(() => {
            request = new AbortController();
            this.show(form, button, request.signal);
          }, 700);
        });
        form.addEventListener("submit", () => clearTimeout(timer));
      }
    },

    /* As the form is sent. */
    encoded(form, button) {
      const fields = new FormData(form, button);
      return form.enctype === "multipart/form-data" ? fields : new URLSearchParams(fields);
    },

    async show(form, button, signal) {
      try {
        const answer = await fetch(form.action, {
          method: "POST", body: this.encoded(form, button), signal, redirect: "error",
        });
        if (!answer.ok) return;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const preview = page.querySelector(".preview");
        if (signal.aborted) return;
        form.parentElement.querySelectorAll(":scope > .preview").forEach((old) => old.remove());
        /* Below, so that the text does not move under the writer's hands. */
        if (preview) form.after(document.adoptNode(preview));
      } catch {
        /* The button is still there. */
      }
    },
  },

  start() {
    this.passwords.start();
    this.errors.start();
    this.forms.start();
    this.times.start();
    this.confirmations.start();
    this.counts.start();
    this.previews.start();
  },
};

SITE.start();
