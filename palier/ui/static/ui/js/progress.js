// <progress-bar for="form-id" hidden><progress></progress><p>Reading the file…</p></progress-bar>
// Appears when its form has been under way for 300 ms; follows an upload sent by htmx, and
// anybody who tells it: bar.dispatchEvent(new CustomEvent("palier:progress", {detail: {done, total, text}})).

const PATIENCE = 300; // milliseconds before anything is said

class ProgressBar extends HTMLElement {
  connectedCallback() {
    this.addEventListener("palier:progress", ({ detail }) => this.show(detail));
    this.listening = new AbortController();
    const { signal } = this.listening;
    document.addEventListener("submit", (event) => this.isMine(event) && this.wait(), { signal });
    document.addEventListener("htmx:afterRequest", (event) => this.isMine(event) && this.rest(), { signal });
    document.addEventListener("htmx:xhr:progress", (event) => {
      const { loaded, total, lengthComputable } = event.detail;
      if (this.isMine(event) && lengthComputable) this.show({ done: loaded, total });
    }, { signal });
    window.addEventListener("pageshow", () => this.rest(), { signal });
  }

  disconnectedCallback() {
    this.listening.abort();
    clearTimeout(this.timer);
  }

  isMine(event) {
    return event.target.id === this.getAttribute("for");
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { this.hidden = false; }, PATIENCE);
  }

  show({ done, total, text }) {
    const bar = this.querySelector("progress");
    if (total > 0 && done < total) {
      bar.max = total;
      bar.value = done;
    } else {
      bar.removeAttribute("value"); // all is sent: the server works, for how long is not known
    }
    if (text) this.querySelector("p").textContent = text;
    this.wait();
  }

  rest() {
    clearTimeout(this.timer);
    this.hidden = true;
    this.querySelector("progress").removeAttribute("value");
  }
}

customElements.define("progress-bar", ProgressBar);
