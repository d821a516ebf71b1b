/** The wall's page: state in, picture out. Without a connection the picture stays, with a small grey mark. */
import { slot, wordsOf } from "../shared/page.js";
import { follow } from "../shared/snapshot.js";
import { listen } from "../shared/socket.js";
import { drawNumbers, drawWall, fitText, showPicture } from "./draw.js";
import { isOtherDoor, pictureAfter } from "./rules.js";

const PATIENCE = 10_000; // ms without a connection before the mark is shown

const wall = /** @type {HTMLElement} */ (document.getElementById("wall"));
const lost = slot(wall, "lost");
const words = wordsOf(document);
/** @type {any} */
let state = null;

const server = follow(wall.dataset.state ?? "", onState, (status) => {
  const picture = pictureAfter(status, wall.dataset.picture ?? "");
  if (picture !== wall.dataset.picture) showPicture(wall, picture);
});

/** @param {any} fresh */
function onState(fresh) {
  const link = wall.dataset.link ?? "";
  if (isOtherDoor(link ? { link } : null, fresh.door)) return location.reload();
  state = fresh;
  drawWall(wall, state, words);
}

/** @param {import("../shared/socket.js").Frame | null} frame */
function onFrame(frame) {
  if (!frame || !state || frame.v > server.version()) return server.look();
  Object.assign(state, { done: frame.done, present: frame.present });
  state.workshop.people = frame.people;
  drawNumbers(wall, state, words);
}

let waiting = 0;
/** @param {string} connection */
function onConnection(connection) {
  clearTimeout(waiting);
  if (connection === "live") lost?.toggleAttribute("hidden", true);
  else waiting = setTimeout(() => lost?.toggleAttribute("hidden", false), PATIENCE);
}

addEventListener("resize", () => state && fitText(wall, state.fit));
listen({ audience: "screen", workshop: Number(wall.dataset.workshop), onFrame, onConnection });
server.look();
