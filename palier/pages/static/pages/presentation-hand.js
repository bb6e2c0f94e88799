// The hand on the screen: swipes, clicks at the sides, and a pointer that hides when it rests.

const REST = 2000; // milliseconds
const SWIPE = 50; // pixels
const CONTROLS = "a, button, input, label, dialog, [data-bar]";

export function watchHand(root, stage) {
  hideAtRest(root);
  turnBySwipe(stage);
  stage.place.addEventListener("click", (event) => turnByClick(event, stage));
}

function hideAtRest(root) {
  let timer = 0;
  const wake = () => {
    delete root.dataset.idle;
    clearTimeout(timer);
    timer = setTimeout(() => { root.dataset.idle = ""; }, REST);
  };
  let last = "";
  addEventListener("pointermove", ({ screenX, screenY }) => {
    const here = `${screenX} ${screenY}`; // a page that changes under a still pointer is no movement
    if (here !== last) wake();
    last = here;
  });
  addEventListener("pointerdown", wake);
  addEventListener("focusin", wake);
  wake();
}

function turnBySwipe(stage) {
  let start = null;
  stage.place.addEventListener("touchstart", ({ touches }) => {
    const isZoomed = (window.visualViewport?.scale ?? 1) > 1.05;
    start = touches.length === 1 && !isZoomed ? touches[0] : null;
  }, { passive: true });
  stage.place.addEventListener("touchend", ({ changedTouches }) => {
    if (!start) return;
    const across = changedTouches[0].clientX - start.clientX;
    const down = changedTouches[0].clientY - start.clientY;
    start = null;
    if (Math.abs(across) < SWIPE || Math.abs(across) < 1.5 * Math.abs(down)) return;
    if (across < 0) stage.next();
    else stage.previous();
  });
}

function turnByClick(event, stage) {
  if (event.target.closest(CONTROLS) || !document.getSelection().isCollapsed) return;
  const share = event.clientX / innerWidth;
  if (share > 2 / 3) stage.next();
  else if (share < 1 / 3) stage.previous();
}
