/** Which screen a window is on, told between the desk and the projector's page of one browser. Nothing leaves the laptop. */

const CHANNEL = "plumbline-windows";

/**
 * @typedef {object} Place
 * @property {number} left
 * @property {number} top
 * @property {number} width
 * @property {number} height
 */

/** The screen this window is on. @returns {Place} */
export function placeOf(/** @type {any} */ shown = screen) {
  return { left: shown.availLeft ?? 0, top: shown.availTop ?? 0, width: shown.width, height: shown.height };
}

/**
 * Whether two windows are on one screen: then the desk is on the wall, or the projector's page is not.
 * @param {Place} one
 * @param {Place} other
 */
export function isSameScreen(one, other) {
  return ["left", "top", "width", "height"].every((side) => one[/** @type {keyof Place} */ (side)] === other[/** @type {keyof Place} */ (side)]);
}

/** Answer whoever asks where the wall is. */
export function sayWhereTheWallIs() {
  if (typeof BroadcastChannel === "undefined") return;
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener("message", ({ data }) => data === "where?" && channel.postMessage(placeOf()));
}

/**
 * Ask now and then where the wall is.
 * @param {(place: Place) => void} heard
 * @param {number} every  ms
 */
export function askWhereTheWallIs(heard, every) {
  if (typeof BroadcastChannel === "undefined") return;
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener("message", ({ data }) => typeof data === "object" && heard(data));
  const ask = () => channel.postMessage("where?");
  setInterval(ask, every);
  ask();
}
