/**
 * The phone, from its first moment. What this module imports comes joined with it in one request (`/js/phone.js`), because
 * she answers before anything else has loaded; the rest of the phone (`room.js` and what it imports) comes after it, in one more.
 */

import { newKey, QUESTIONS } from "./answer.js";
import { Answers } from "./answers.js";
import { call } from "../shared/wire.js";
import { retryAfter } from "./queue.js";
import { OWNER } from "./shelf.js";
import { wordsOf } from "../shared/words.js";

/** Join presses on this page to the answers. */
function start() {
  const page = document.querySelector("[data-phone]");
  const { shelf, rest, begun } = page.dataset;
  if (begun) return location.reload(); // the server was renewed after this page came, and the rest brought this module again
  page.dataset.begun = "yes";
  const answers = new Answers(document.querySelector("[data-answers]"), wordsOf(document), shelf);
  document.addEventListener("click", (event) => {
    const pressed = event.target.closest("form[data-question] button, [data-change]");
    if (!pressed || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (pressed.dataset.change) answers.change(pressed.dataset.change);
    else if (!answers.isDeaf || !answers.root.contains(pressed)) answers.press({ [pressed.name]: QUESTIONS.includes(pressed.name) ? Number(pressed.value) : pressed.value });
  });
  document.querySelector("[data-skip]").addEventListener("submit", (event) => {
    event.preventDefault();
    answers.skip();
  });
  addEventListener("storage", ({ key, newValue }) => key === OWNER && turnOver(answers.queue, newValue));
  if (answers.queue.kept.length) answers.paint(); // kept when this page was closed or killed
  answers.queue.shelf.signed = { Page: page.dataset.page };
  answers.queue.shelf.announce();
  answers.queue.send();
  load(answers, rest);
}

/** Somebody came in on another page of this phone: what waits here stays for its owner, and this page becomes hers too. */
function turnOver(/** @type {import("./queue.js").Queue} */ queue, /** @type {?string} */ owner) {
  if (!owner || owner === queue.shelf.name) return;
  queue.end();
  location.reload();
}

/** The rest of the phone; where the network is gone at this moment, again and again. */
function load(/** @type {Answers} */ answers, /** @type {string} */ rest, tries = 0) {
  const again = () => setTimeout(load, retryAfter(tries + 1, Math.random()), answers, rest, tries + 1);
  import(tries ? `${rest}&again=${tries}` : rest).then(({ enter }) => enter(answers, { post: call, newKey }), again);
}

if (typeof document !== "undefined") start();
