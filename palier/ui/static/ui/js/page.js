// What every page of the frame does. Each module listens on the document, so that
// fragments swapped in later need nothing.

import "./toast.js";
import "./menu.js";
import "./dialog.js";
import "./sending.js";
import "./trouble.js";
import "./connection.js";
import "./theme.js";
import "./shortcuts.js";
import "./progress.js";

document.documentElement.classList.remove("no-script");
