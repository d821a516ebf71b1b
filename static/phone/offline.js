/** The page that stands in for the phone's while there is no network: what waits here, and hers as soon as it can be had. */

import { fill } from "../shared/words.js";
import { ballotsIn, PREFIX } from "./shelf.js";

const LOOK_EVERY = 4_000; // ms, and up to half as long again, so that a room does not come back in one instant

/** How many answers wait on this phone. */
export function manyOn(/** @type {Storage} */ storage) {
  const names = Object.keys(storage).filter((name) => name.startsWith(PREFIX));
  return names.reduce((sum, name) => sum + ballotsIn(storage.getItem(name)).length, 0);
}

function start() {
  const line = document.querySelector("[data-waits]");
  const n = manyOn(localStorage);
  line.textContent = fill(line.dataset.says, { n });
  line.hidden = !n;
  addEventListener("online", look);
  soon();
}

const soon = () => setTimeout(look, LOOK_EVERY * (1 + Math.random() / 2));

function look() {
  fetch("/phone/state", { cache: "no-store" }).then(({ status }) => (status < 500 ? location.replace("/phone") : soon()), soon);
}

if (typeof document !== "undefined") start();
