/** The wall's page: state in, picture out. Without a connection the picture stays, with a small grey mark. */
import { attend } from "../shared/attend.js";
import { slot } from "../shared/page.js";
import { sayWhereTheWallIs } from "../shared/windows.js";
import { wordsOf } from "../shared/words.js";
import { drawNumbers, drawWall, fitText, showPicture } from "./draw.js";
import { isOtherDoor, pictureAfter } from "./rules.js";

const wall = /** @type {HTMLElement} */ (document.getElementById("wall"));
const lost = slot(wall, "lost");
const words = wordsOf(document);
/** @type {any} */
let state = null;
wall.setAttribute("aria-busy", "true"); // until it is known how things stand

/** @param {any} fresh */
function onState(fresh) {
  const link = wall.dataset.link ?? "";
  if (isOtherDoor(link ? { link } : null, fresh.door)) return location.reload();
  state = fresh;
  drawWall(wall, state, words);
  wall.removeAttribute("aria-busy");
}

/** @param {import("../shared/socket.js").Frame} frame */
function onFrame(frame) {
  if (!state || frame.v > server.version()) return server.hint();
  Object.assign(state, { done: frame.done, present: frame.present, first_in: frame.first_in });
  state.workshop.people = frame.people;
  return drawNumbers(wall, state, words);
}

sayWhereTheWallIs();
addEventListener("resize", () => state && fitText(wall, state.fit));
const server = attend({
  audience: "screen",
  workshop: Number(wall.dataset.workshop),
  url: wall.dataset.state ?? "",
  onState,
  onFrame,
  onStatus(status, why) {
    const picture = pictureAfter(status, wall.dataset.picture ?? "", why);
    if (picture !== wall.dataset.picture) showPicture(wall, picture);
  },
  onContact: (isLost) => lost?.toggleAttribute("hidden", !isLost),
});
