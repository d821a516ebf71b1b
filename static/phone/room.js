/** The room on a phone: listen, fetch what stands, show the right screen, and never wipe what she typed. */

import { attend } from "../shared/attend.js";
import { onWake } from "../shared/wake.js";
import { Sheet } from "./comments.js";
import { atStop, blockAt, isAtHand } from "./block.js";
import { afterFrame, spreadOf } from "./frames.js";
import { listenForLanguages } from "./language.js";
import { find, paint, put } from "./paint.js";
import { keepShell } from "./shell.js";
import { OWNER } from "./shelf.js";
import { mayMoveFocus, noticeOf, nowOf, openingOf, placeOf, screenOf, spoken } from "./screens.js";
import { fill } from "../shared/words.js";

const WITH_BAR = ["statement", "closed", "revealed"];
const WAITS = { lobby: 5_000, topic: 15_000 }; // ms between two looks where she waits for others
const QUIET_TOP = ["hidden", "code"];

/** One phone in one room. */
class Room {
  #lost = false;
  #refusal = "";
  #sent = "";
  /** @type {any} */
  #shown = null; // the state as seen from where she stands
  #at = ""; // where she stands in her own list
  #announced = 0; // the round that she was told is about to come
  /** @type {any} */
  state = null;
  show = "";
  /** @type {?() => void} */
  wish = null; // another language, asked for where there was no network

  /**
   * @param {import("./answers.js").Answers} answers
   * @param {{post: Function, newKey: () => string}} wire
   */
  constructor(answers, wire) {
    this.answers = answers;
    this.words = answers.words;
    this.page = find("[data-phone]");
    this.version = Number(this.page.dataset.version);
    this.now = this.page.dataset.now;
    this.seen = { screen: this.page.dataset.screenNow, round: answers.round.id };
    if (["comment", "rest", "hidden", "leave", "other", "code"].includes(this.now)) this.show = this.now;
    this.#sent = find("[data-offline]").textContent; // of a comment that was sent before any script ran
    this.#at = this.page.dataset.stop;
    this.sheet = new Sheet(find("[data-comment]"), answers, { ...wire, words: this.words, close: () => this.show === "comment" && this.aside(""), sent: () => this.sent() });
    answers.told = {
      changed: () => this.paintNotice(),
      skipped: () => this.#skipped(),
      saved: () => this.say(this.words.saved),
      refused: (say) => this.refused(say),
    };
  }

  /** Keep up with the room from now on. */
  enter() {
    const { answers } = this;
    this.server = attend({
      audience: "phone",
      workshop: Number(this.page.dataset.workshop),
      url: () => this.address("/phone/state"),
      onState: (state) => this.take(state),
      onFrame: (frame) => this.heard(frame),
      onStatus: (status, why) => this.trouble(status, why),
      onContact: (lost) => this.contact(lost),
      onOpen: () => answers.queue.send(),
      spread: () => spreadOf(this.state?.workshop.people ?? 0),
    });
    answers.queue.lane = (ballot) => this.server.say("ballot", ballot);
    onWake(() => answers.queue.send());
    if (answers.lastRefusal) this.refused(answers.lastRefusal);
    this.#lookAround();
  }

  /** Where she waits, how many are here or through is news; frames do not tell phones of it, and a hall asks more slowly. */
  #lookAround() {
    setTimeout(() => {
      if (this.show === "gone") return;
      if (WAITS[this.seen.screen] && document.visibilityState === "visible") this.server.look();
      this.#lookAround();
    }, (WAITS[this.seen.screen] ?? WAITS.lobby) + 10 * spreadOf(this.state?.workshop.people ?? 0));
  }

  /** Where something is fetched as seen from where she stands in her own list. */
  address(/** @type {string} */ path) {
    return this.#at ? `${path}?stop=${this.#at}` : path;
  }

  /** The page speaks another language now: paint what stands in its words. */
  relearn(/** @type {Record<string, string>} */ words, /** @type {any} */ state) {
    Object.assign(this.words, words);
    delete find("[data-bars]").dataset.drawn;
    for (const block of document.querySelectorAll("[data-statement]")) block.dataset.statement = "";
    this.#sent = "";
    if (state) this.take(state);
    this.answers.paint();
    this.sheet.reword();
  }

  /** Speak once; the same words twice are spoken twice. A hidden screen is silent. */
  say(/** @type {string} */ text) {
    const live = find("[data-live]");
    live.textContent = "";
    if (text && this.show !== "hidden") setTimeout(() => (live.textContent = text), 50);
  }

  /** Her comment was sent: said, and written until the room moves on or she opens the sheet again. */
  sent() {
    this.#tell(this.words.sent);
    if (this.#shown) this.#follow(this.#shown);
  }

  /** Something she wishes has to wait for the network: said once, and tried again. */
  wait(/** @type {string} */ text, /** @type {() => void} */ wish) {
    this.wish = wish;
    if (this.#sent !== text) this.#tell(text);
  }

  #tell(/** @type {string} */ text) {
    this.#sent = text;
    this.say(text);
    this.paintNotice();
  }

  refused(/** @type {string} */ say) {
    this.#refusal = fill(this.words.refused, { why: say });
    this.say(this.#refusal);
    this.paintNotice();
    this.server.look();
  }

  /** Whether the server was heard; or the cookie does not hold any more: she left on another page, went on with another phone, or the desk let this one go. */
  trouble(/** @type {number} */ status, why = "") {
    if (status && this.wish) this.wish();
    if (status !== 401 && status !== 403) return;
    const moved = why === "on_another_phone";
    for (const part of document.querySelectorAll("[data-gone]")) part.hidden = Boolean(part.dataset.gone) !== moved;
    this.server.stop();
    this.answers.queue.end();
    this.turn("gone");
  }

  contact(/** @type {boolean} */ lost) {
    this.#lost = lost;
    this.paintNotice();
    if (lost) this.say(find("[data-offline]").textContent);
    else this.answers.queue.send();
  }

  heard(/** @type {import("../shared/socket.js").Frame} */ frame) {
    const state = afterFrame(this.state, this.answers.round, frame);
    if (state) this.server.take(state);
    else if (frame.v > this.version) this.server.hint();
  }

  take(/** @type {any} */ state) {
    this.state = state;
    this.version = state.version;
    const shown = atStop(state, this.#at, this.answers.isDone);
    const round = shown.rounds[0];
    this.#at = this.#stopOf(shown);
    if (round) this.answers.show(round);
    else if (!shown.stop) this.answers.close();
    const screen = screenOf(shown);
    if (round && screen === "waiting") this.#announced = round.id;
    const opening = round?.id === this.#announced ? "" : openingOf(shown, this.answers.mine, this.words);
    paint(shown, this.words, this.answers.mine, opening);
    this.#follow(shown);
    const is = { again: round?.number > 1, changed: round?.changed, through: shown.stop?.is_through };
    const after = { screen, round: round?.id ?? 0, ...is };
    const says = spoken(this.seen, after, this.words);
    const isNew = after.screen === "statement" && says !== "";
    if (says) this.#sent = "";
    if (says) this.#refusal = after.screen === "statement" ? "" : this.#refusal;
    this.seen = after;
    this.turn(this.show);
    if (says) this.say(says);
    if (isNew) this.#begin();
  }

  #follow(shown) {
    this.#shown = shown;
    this.sheet.follow(shown.rounds[0], this.answers.mine, placeOf(shown, this.words));
  }

  /** Go to another stop of her own list; where its statements are not on this phone yet, once they are. */
  go(/** @type {string} */ at) {
    const isHere = isAtHand(this.state, at);
    const other = blockAt(this.state, at) !== this.#shown.stop?.block;
    this.#at = at;
    this.turn("");
    if (isHere) this.take(this.state);
    if (isHere && this.seen.screen === "topic") focusOn("topic");
    if (!isHere || other || at.startsWith("end-")) this.server.look();
  }

  /** Where this phone shall stay when it looks again: a stop that was asked for in passing becomes the one it led to. */
  #stopOf({ stop, rounds }) {
    if (!stop) return "";
    return rounds.length ? String(rounds[0].id) : `end-${stop.block}`;
  }

  /** In her own list a skip leads on; in plenary the room does. */
  #skipped() {
    const on = this.#shown?.stop?.on;
    if (on) this.go(on);
  }

  /** A new statement: to the top, and the keyboard to its text, unless she is busy. */
  #begin() {
    if (!mayMoveFocus(document.activeElement, this.show)) return;
    scrollTo(0, 0);
    find('[data-screen="statement"] [data-statement]').focus({ preventScroll: true });
  }

  /** Turn to what she asks for: "comment", "rest", "hidden", "leave", "other", "gone", or "" for what the room shows. */
  turn(/** @type {string} */ show) {
    this.show = show;
    if (show === "hidden") this.say("");
    if (show === "comment") this.#sent = "";
    const asked = ["code", "gone"].includes(show) ? show : nowOf(this.seen.screen, show);
    this.page.dataset.now = asked;
    for (const section of document.querySelectorAll("[data-screen]")) section.hidden = section.dataset.screen !== asked;
    find("[data-bar]").hidden = !WITH_BAR.includes(asked) || (this.#shown !== null && !this.#shown.rounds.length);
    find("[data-top]").hidden = QUIET_TOP.includes(asked);
    for (const form of document.querySelectorAll("[data-when=open]")) form.hidden = this.seen.screen !== "statement";
    this.paintNotice();
  }

  /** Turn as she asks, so that the phone's Back button leads out of it and wipes nothing she has typed. */
  aside(/** @type {string} */ show) {
    const isAside = Boolean(history.state?.show);
    if (show) history[isAside ? "replaceState" : "pushState"]({ show }, "");
    else if (isAside) history.back();
    this.turn(show);
  }

  /** She went back or forth. */
  went(/** @type {string} */ show) {
    if (["code", "gone"].includes(this.show)) return;
    this.turn(show);
  }

  paintNotice() {
    const notice = find("[data-offline]");
    const now = this.page.dataset.now;
    const text = noticeOf({ now, lost: this.#lost, kept: this.answers.queue.kept.length, last: this.#refusal || this.#sent }, this.words);
    put(notice, text);
    notice.hidden = !text;
  }
}

/** Take over the page. */
export function enter(/** @type {import("./answers.js").Answers} */ answers, wire) {
  const room = new Room(answers, wire);
  document.addEventListener("click", (event) => {
    const goes = event.target.closest("a[data-stop]");
    if (goes && room.state && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      return room.go(goes.dataset.stop);
    }
    const asks = event.target.closest("[data-show]");
    if (event.target.closest('[data-screen="comment"] [data-question] button')) room.aside("");
    if (!asks || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    asks.closest("details")?.removeAttribute("open");
    if (asks.dataset.show === "comment") room.sheet.open(asks.dataset.at ?? "");
    room.aside(asks.dataset.show);
    focusOn(asks.dataset.show);
  });
  if (location.search === "?noted=yes") history.replaceState(null, "", "/phone"); // said once, with the code that was on this page
  if (history.state?.show && !room.show) history.replaceState(null, ""); // loaded again
  addEventListener("popstate", ({ state }) => room.went(state?.show ?? ""));
  listenForLanguages(room);
  room.page.addEventListener("submit", (event) => event.target.matches('[action="/phone/leave"], [action="/phone/not-me"]') && answers.queue.forget());
  // Another page of this phone has kept or sent an answer. Where all was cleared at once, this page still has them.
  addEventListener("storage", ({ key }) => {
    if (key === OWNER) return;
    if (key !== null) answers.reload();
    room.server.look();
  });
  room.enter();
  keepShell();
}

/** The keyboard goes where the eye goes. */
function focusOn(/** @type {string} */ show) {
  if (show === "comment") find("#comment-text").focus();
  else find(`[data-screen="${show}"] a, [data-screen="${show}"] button, [data-bar] a`)?.focus({ preventScroll: true });
}
