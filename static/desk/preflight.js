/** Before the doors: the page waits for the test phone, looks where the wall is, and keeps the laptop awake where it may. */
import { slot, write } from "../shared/page.js";
import { call } from "../shared/wire.js";
import { fill, wordsOf } from "../shared/words.js";
import { askWhereTheWallIs, isSameScreen, placeOf } from "../shared/windows.js";

const EVERY = 2_000; // ms

const page = /** @type {HTMLElement} */ (document.getElementById("preflight"));
const words = wordsOf(document);

setInterval(async () => {
  const { body } = await call(location.pathname);
  if (typeof body?.said !== "string") return;
  write(page, "phone", body.said || words.no_phone);
  if (body.said) slot(page, "ways")?.removeAttribute("open");
}, EVERY);

askWhereTheWallIs((place) => write(page, "wall", isSameScreen(place, placeOf()) ? words.mirrored : words.apart), EVERY);

const power = /** @type {any} */ (navigator);
power.getBattery?.().then((/** @type {any} */ battery) => {
  const show = () => write(page, "power", battery.charging ? words.charging : fill(words.battery, { n: Math.round(battery.level * 100) }));
  battery.addEventListener("chargingchange", show);
  battery.addEventListener("levelchange", show);
  show();
});

const awake = page.querySelector("[data-awake]");
if (awake instanceof HTMLButtonElement && power.wakeLock) {
  awake.hidden = false;
  awake.addEventListener("click", async () => {
    const held = await power.wakeLock.request("screen").catch(() => null);
    awake.hidden = Boolean(held);
    write(page, "awake", held ? words.awake : words.not_awake);
  });
}
