/** The desk's page: state in, page out; every button sends what its facilitator saw. */
import { attend } from "../shared/attend.js";
import { write } from "../shared/page.js";
import { fill, wordsOf } from "../shared/words.js";
import { call } from "../shared/wire.js";
import { comments } from "./comments.js";
import { drawDesk, drawProgress } from "./draw.js";
import { keys } from "./keys.js";
import { notes } from "./notes.js";
import { chosenIn, takeFigures } from "./paced.js";
import { TOO_SOON, othersOf, progressOf, questionOf, undoLeft } from "./rules.js";

const desk = /** @type {HTMLElement} */ (document.getElementById("desk"));
const said = /** @type {HTMLElement} */ (document.getElementById("say"));
const ask = document.getElementById("ask");
const words = wordsOf(document);
const CROWD = 3_000; // ms

/** @type {any} */
let state = null;
let progress = { done: 0, present: 0 };
let undoing = 0;
let crowd = 0;
/** @type {(import("./rules.js").Action & {name: string}) | null} */
let pending = null;
const resting = new Set(); // the buttons just pressed, by name

desk.setAttribute("aria-busy", "true"); // until it is known how things stand
const lookAtComments = comments(desk, words, onAnswer);
const lookAtNotes = notes(desk, words, onAnswer);

/** @param {any} fresh */
function onState(fresh) {
  // The way in is drawn by the server only, because a code to scan takes a library to make.
  if (state && Boolean(state.workshop.digits) !== Boolean(fresh.workshop.digits)) return location.reload();
  const commented = state && JSON.stringify(state.comments) !== JSON.stringify(fresh.comments);
  const door = document.getElementById("door");
  if (state && !state.current && fresh.current && door instanceof HTMLDetailsElement) door.open = false;
  state = fresh;
  progress = progressOf(fresh);
  drawDesk(desk, state, progress, words);
  desk.removeAttribute("aria-busy");
  clearTimeout(undoing);
  const left = undoLeft(state);
  if (left) undoing = setTimeout(server.look, left + 100); // then the button has had its time
  if (pending && !Object.values(state.actions).some((action) => action?.url === pending?.url)) answer(null);
  if (commented) lookAtComments();
  lookAtNotes(state);
}

/** @param {import("../shared/socket.js").Frame} frame */
function onFrame(frame) {
  if (!state || frame.v > server.version() || frame.comments !== state.comments.new) return server.hint();
  progress = { done: frame.done, present: frame.present };
  if (frame.people !== state.workshop.people) crowd ||= setTimeout(lookAgain, CROWD);
  state.workshop.people = frame.people;
  write(desk, "others", othersOf(frame.desks, desk.dataset.name ?? "", words.others));
  takeFigures(state, frame);
  return drawProgress(desk, state, progress, words);
}

/** Who came reads in some language: what a frame does not tell is looked up, in a hall for many at once. */
function lookAgain() {
  crowd = 0;
  server.look();
}

/** @param {import("../shared/wire.js").Said} fetched */
function onAnswer({ status, body }) {
  if (body?.state) server.take(body.state);
  if (status === 401) return location.reload();
  say(body?.say ?? (body?.ok ? "" : words.not_sent));
}

/** @param {string} text */
function say(text) {
  if (said.textContent !== text) said.textContent = text;
}

/**
 * Send a move. Its button rests until a little after the answer; the others stay alive.
 * @param {string} name @param {string} url @param {object} body
 */
async function move(name, url, body) {
  if (resting.has(name)) return;
  rest(name, true);
  onAnswer(await call(url, body));
  setTimeout(rest, TOO_SOON, name, false);
}

/** @param {string} name @param {boolean} rests */
function rest(name, rests) {
  if (rests) resting.add(name);
  else resting.delete(name);
  desk.querySelector(`[data-act="${name}"]`)?.toggleAttribute("data-rests", rests);
}

/** Put the question that belongs to a button's action, or take it away. @param {typeof pending} action */
function answer(action) {
  pending = action;
  if (!ask) return;
  const question = action && questionOf(action, progress);
  ask.hidden = !question;
  if (!question) return;
  const facts = ask.querySelector('[data-slot="question"]');
  const sure = ask.querySelector('[data-slot="sure"]');
  if (facts) facts.textContent = fill(words[`ask_${question}`], { ...progress, code: action.code ?? "" });
  if (sure instanceof HTMLElement) {
    sure.textContent = words[`sure_${question}`];
    sure.focus();
  }
}

/** @param {string} name */
function press(name) {
  const wanted = name === "reveal" ? "big" : name;
  const action = chosenIn(desk, wanted, state?.actions[wanted]);
  if (!action || pending || resting.has(wanted)) return;
  if (name === "reveal" && !action.url.endsWith("/reveal")) return;
  if (questionOf(action, progress)) answer({ ...action, name: wanted });
  else move(wanted, action.url, action.body);
}

desk.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.closest("#comments, #notes") || !state) return;
  event.preventDefault();
  if ("sure" in form.dataset) {
    const sure = pending;
    answer(null);
    if (sure) move(sure.name, sure.url, sure.body);
  } else if (form.dataset.act) press(form.dataset.act);
  else move("line", /** @type {HTMLButtonElement} */ (event.submitter).formAction, {});
});
desk.querySelector("[data-not-yet]")?.addEventListener("click", (event) => {
  event.preventDefault();
  answer(null);
  say("");
});

const server = attend({
  audience: "desk",
  workshop: Number(desk.dataset.workshop),
  url: desk.dataset.state ?? "",
  onState,
  onFrame,
  onStatus: (status) => (status === 401 || status === 404) && location.reload(),
  onContact(isLost) {
    if (isLost) say(words.reconnecting);
    else if (said.textContent === words.reconnecting) say("");
  },
});
setInterval(server.look, 60_000); // the clock against the plan goes on though nothing happens
keys(desk, press);
