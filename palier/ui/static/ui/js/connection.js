// Says that the live stream is lost. live.js sets <html data-connected="yes"> while it is open,
// and takes it away (or says "no") when it is not.

const GRACE = 3000; // milliseconds: a stream that comes back at once is no news
const banner = document.querySelector("[data-connection]");
const page = document.documentElement;
let wasConnected = false;
let timer = null;

function look() {
  const isConnected = page.dataset.connected === "yes";
  clearTimeout(timer);
  if (isConnected) {
    wasConnected = true;
    banner.hidden = true;
  } else if (wasConnected || page.dataset.connected === "no") {
    timer = setTimeout(() => { banner.hidden = false; }, GRACE);
  }
}

if (banner) {
  new MutationObserver(look).observe(page, { attributeFilter: ["data-connected"] });
  look();
}
