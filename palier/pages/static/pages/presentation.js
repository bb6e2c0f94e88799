// Presenting: what the keys and the bar do. Typing wins: a letter or a figure looks for a slide,
// so the commands sit on keys that type no name; the help lists them.

import { Jump } from "./presentation-jump.js";
import { Overview } from "./presentation-overview.js";
import { Sheets } from "./presentation-sheets.js";
import { Stage } from "./presentation-stage.js";
import { watchHand } from "./presentation-hand.js";

const root = document.getElementById("presentation");
const page = document.documentElement;
const sheets = new Sheets(root);
const stage = new Stage(root, sheets);
const overview = new Overview(root, sheets, stage);
const jump = new Jump(root, sheets, (index) => {
  stage.go(index);
  overview.close();
});
const leave = root.querySelector("[data-leave]");
const ROOM = "palier.room"; // light or dark, for as long as the tab is open

const TURNS = {
  ArrowRight: "next", ArrowDown: "next", PageDown: "next", " ": "next",
  ArrowLeft: "previous", ArrowUp: "previous", PageUp: "previous",
  Home: "first", End: "last",
};

const ACTS = {
  next: () => stage.next(),
  previous: () => stage.previous(),
  jump: () => jump.open(),
  overview: () => overview.toggle(),
  beside: () => stage.beside(),
  room: () => setRoom(isDark() ? "light" : "dark"),
  "full-screen": toggleFullScreen,
  print: printAll,
};

function onKey(event) {
  if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
  if (isHandled(event)) event.preventDefault();
}

function isHandled(event) {
  const { key, target } = event;
  if (event.altKey && key === "Enter") return run("full-screen");
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (key === "Escape") return escape();
  if ((key === " " || key === "Enter") && target.closest("a, button")) return false; // pressed by it
  if (overview.isOpen) return overview.move(key) || isJump(key);
  if (key in TURNS) {
    stage[key === " " && event.shiftKey ? "previous" : TURNS[key]]();
    return true;
  }
  if (key === "," && areKeysOn() && stage.button("beside")) return run("beside"); // "<" without Shift
  return isJump(key);
}

// The event goes on: the letter is typed into the box, which has the focus by then.
function isJump(key) {
  if (areKeysOn() && /^([\p{L}\p{N}]|Dead)$/u.test(key)) jump.open();
  return false;
}

function escape() {
  if (overview.isOpen) overview.close();
  else if (document.fullscreenElement) document.exitFullscreen();
  else leave.click();
  return true;
}

function run(act) {
  ACTS[act]();
  return true;
}

// The help lets people switch single keys off, those who speak to their computer for instance.
function areKeysOn() {
  return localStorage.getItem("palier.keys") !== "off";
}

function isDark() {
  const isSystemDark = matchMedia("(prefers-color-scheme: dark)").matches;
  return (page.dataset.theme || (isSystemDark ? "dark" : "light")) === "dark";
}

function setRoom(room) {
  sessionStorage.setItem(ROOM, room);
  page.dataset.theme = room;
  showRoom();
}

function showRoom() {
  stage.button("room").setAttribute("aria-pressed", isDark());
}

function toggleFullScreen() {
  const change = document.fullscreenElement ? document.exitFullscreen() : page.requestFullscreen?.();
  change?.catch(() => {}); // refused: the presentation fills the window all the same
}

async function printAll() {
  const bar = root.querySelector("[data-printing]");
  await overview.print((here, all) => {
    bar.hidden = here === all;
    bar.value = here / all;
  });
  bar.hidden = true;
}

// A screen that sleeps in the middle of a sentence is no help; not every browser can prevent it.
function stayAwake() {
  if (!document.hidden) navigator.wakeLock?.request("screen").catch(() => {});
}

document.addEventListener("keydown", onKey);
root.querySelector("[data-bar]").addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (!button) return;
  ACTS[button.dataset.act]();
  if (event.detail) button.blur(); // clicked: Space turns the page again
});
document.addEventListener("fullscreenchange", () => {
  stage.button("full-screen").setAttribute("aria-pressed", Boolean(document.fullscreenElement));
});
document.addEventListener("visibilitychange", stayAwake);

stage.button("full-screen").hidden = !document.fullscreenEnabled;
if (document.referrer) {
  const from = new URL(document.referrer);
  const isOurs = from.origin === location.origin && !from.pathname.startsWith("/accounts/");
  if (isOurs && from.pathname !== location.pathname) leave.href = from.href;
}
page.dataset.theme = sessionStorage.getItem(ROOM) ?? page.dataset.theme;
showRoom();
watchHand(root, stage);
stayAwake();
