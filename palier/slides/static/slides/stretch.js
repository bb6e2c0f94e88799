// One stretch of writing: what one undo takes back, and what is kept together beside a line.

import { newId } from "./saving.js";

const PAUSE = 3000; // milliseconds without a key end it
const LONGEST = 20_000;

export class Stretch {
  #begun = 0;
  #last = 0;
  burst = "";

  /** A key was pressed; `isHeld` keeps the stretch going over pauses. */
  goOn(isHeld) {
    const now = Date.now();
    const isOver = now - this.#last > PAUSE || now - this.#begun > LONGEST;
    if (!this.burst || (isOver && !isHeld)) {
      this.burst = newId();
      this.#begun = now;
    }
    this.#last = now;
  }

  end() {
    this.burst = "";
  }
}
