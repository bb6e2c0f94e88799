// "il y a 12 min": times of the last week are told from now, in the language of the page.

const STEPS = [["minute", 60], ["hour", 24], ["day", 7]];
const OFTEN = 30_000; // milliseconds

export function keepTimes(section) {
  const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto", style: "short" });
  const tell = () => {
    for (const time of section.querySelectorAll("time[data-ago]")) {
      time.dataset.day ??= time.textContent;
      time.textContent = ago(new Date(time.dateTime), words) ?? time.dataset.day;
    }
  };
  section.addEventListener("talk:shown", tell);
  setInterval(tell, OFTEN);
}

// Null past a week: a date says more. A clock that is late makes nothing come from the future.
function ago(date, words) {
  let count = Math.max(0, (Date.now() - date) / 60_000);
  if (count < 1) return words.format(0, "second");
  for (const [unit, many] of STEPS) {
    if (count < many) return words.format(-Math.floor(count), unit);
    count /= many;
  }
  return null;
}
