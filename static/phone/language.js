/** Another language at any time: the words of the page are exchanged in place, and nothing she typed or ticked moves. */

import { renewShell } from "./shell.js";
import { call } from "../shared/wire.js";
import { fill, wordsOf } from "../shared/words.js";

const SPOKEN = ["lang", "dir", "aria-label", "data-says", "data-says-one", "data-plain", "data-depends-on"];
// What scripts write themselves: it is painted anew once the state has come in her language.
const PAINTED = "[data-statement], [data-changed], [data-bars], [data-comments], [data-stop-left], [data-line-answer], [data-live], [data-offline], [data-note], [data-opening], [data-comment-note], [data-draft-of], [data-part-texts], noscript";
const HERS = "textarea, input:not([type=hidden])";

/** Let the language buttons of a room's page turn it. */
export function listenForLanguages(/** @type {any} */ room) {
  document.addEventListener("click", (event) => {
    const pressed = event.target.closest("button[name=language]");
    if (!pressed) return;
    event.preventDefault();
    pressed.closest("details")?.removeAttribute("open");
    turnTo(room, pressed.value, pressed.textContent);
  });
}

let last = 0; // the wish that holds: an earlier one that stalled may not turn the page back

/** Where nobody answers, the wish waits on this page and is tried again as soon as the server is heard. */
async function turnTo(room, language, called) {
  const wish = (last += 1);
  room.wish = null;
  const { body } = await call("/phone/language", { language });
  if (wish !== last) return undefined;
  if (body?.say) return room.refused(body.say);
  const page = body?.ok ? await pageAt(room.address("/phone")) : null;
  if (wish !== last) return undefined;
  if (!page) return room.wait(fill(room.words.turns_later, { language: called }), () => turnTo(room, language, called));
  for (const name of ["lang", "dir"]) document.documentElement.setAttribute(name, page.documentElement.getAttribute(name));
  relabel(document.body, page.body);
  renewShell();
  return room.relearn(wordsOf(document), (await call(room.address("/phone/state"))).body);
}

async function pageAt(/** @type {string} */ address) {
  try {
    const answer = await fetch(address, { cache: "no-store" });
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  } catch {
    return null;
  }
}

/** Take over the words of the same page in another language, piece by piece; boxes stay the boxes they are. */
function relabel(/** @type {Element} */ old, /** @type {Element} */ fresh) {
  for (const name of SPOKEN) if (fresh.hasAttribute(name)) old.setAttribute(name, fresh.getAttribute(name));
  if (old.tagName === "BUTTON") old.value = fresh.value;
  if (old.matches(PAINTED)) return;
  const [mine, other] = [piecesIn(old), piecesIn(fresh)];
  if (!areAlike(mine, other)) {
    if (!old.querySelector(HERS)) old.replaceChildren(...other);
    return;
  }
  mine.forEach((node, at) => (node.nodeType === Node.TEXT_NODE ? rewrite(node, other[at].data) : relabel(node, other[at])));
}

function rewrite(/** @type {Text} */ node, /** @type {string} */ text) {
  if (node.data !== text) node.data = text;
}

function piecesIn(/** @type {Element} */ element) {
  return [...element.childNodes].filter((node) => node.nodeType === Node.ELEMENT_NODE || (node.nodeType === Node.TEXT_NODE && node.data.trim()));
}

function areAlike(/** @type {Node[]} */ mine, /** @type {Node[]} */ other) {
  return mine.length === other.length && mine.every((node, at) => node.nodeName === other[at].nodeName);
}
