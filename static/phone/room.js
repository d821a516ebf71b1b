/** The room on a phone: listen, fetch what stands, show the right screen, and never wipe what she typed. */

import { follow } from "../shared/snapshot.js";
import { listen } from "../shared/socket.js";
import { Sheet } from "./comments.js";
import { newKey, post, NOTHING } from "./main.js";
import { paint, write } from "./paint.js";
import { mayMoveFocus, nowOf, screenOf, spoken } from "./screens.js";

const QUIET_FOR = 10_000; // ms: a short gap of the network is nobody's worry
const WITH_BAR = ["statement", "closed", "revealed"];
const QUIET_TOP = ["hidden", "code"];

const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (document.querySelector(selector));

/** One phone in one room. */
class Room {
  #offlineSince = 0;
  #refusal = "";
  #sent = "";
  show = "";

  constructor(/** @type {import("./main.js").Answers} */ answers) {
    this.answers = answers;
    this.words = answers.words;
    this.sync = follow("/phone/state", (state) => this.take(state), (status) => this.trouble(status)).look;
    this.page = find("[data-phone]");
    this.version = Number(this.page.dataset.version);
    this.now = this.page.dataset.now;
    this.seen = { screen: this.page.dataset.screenNow, round: answers.round.id };
    if (["comment", "rest", "hidden", "leave", "code"].includes(this.now)) this.show = this.now;
    const outside = { words: this.words, post, newKey, close: () => this.turn(""), sent: () => this.sent() };
    this.#sent = find("[data-offline]").textContent; // of a comment that was sent before any script ran
    this.sheet = new Sheet(find("[data-comment]"), answers, outside);
    answers.told = {
      changed: () => this.paintNotice(),
      saved: () => this.say(this.words.saved),
      refused: (say) => this.refused(say),
    };
  }

  /** Speak once; the same words twice are spoken twice. A hidden screen is silent. */
  say(/** @type {string} */ text) {
    const live = find("[data-live]");
    live.textContent = "";
    if (text && this.show !== "hidden") setTimeout(() => (live.textContent = text), 50);
  }

  /** Her comment was sent: said, and written until the room moves on or she opens the sheet again. */
  sent() {
    this.#sent = this.words.sent;
    this.say(this.#sent);
  }

  refused(/** @type {string} */ say) {
    this.#refusal = this.words.refused.replace("{why}", say);
    this.say(this.#refusal);
    this.paintNotice();
    this.sync();
  }

  /** The cookie does not hold any more: she left on another page, or the desk let this phone go. */
  trouble(/** @type {number} */ status) {
    if (status !== 401 && status !== 403) return;
    this.stop?.();
    this.turn("gone");
  }

  take(/** @type {any} */ state) {
    this.version = state.version;
    const round = state.rounds[0];
    if (round) this.answers.show({ ...round, mine: round.mine ?? NOTHING });
    paint(state, this.words, this.answers.mine);
    this.sheet.follow(round, this.answers.mine);
    const after = { screen: screenOf(state), round: round?.id ?? 0, again: round?.number > 1 };
    const says = spoken(this.seen, after, this.words);
    const isNew = after.screen === "statement" && says !== "";
    if (says) this.#sent = "";
    if (says) this.#refusal = after.screen === "statement" ? "" : this.#refusal;
    this.seen = after;
    this.turn(this.show);
    if (says) this.say(says);
    if (isNew) this.#begin();
  }

  /** A new statement: to the top, and the keyboard to its text, unless she is busy. */
  #begin() {
    if (!mayMoveFocus(document.activeElement, this.show)) return;
    scrollTo(0, 0);
    find('[data-screen="statement"] [data-statement]').focus({ preventScroll: true });
  }

  /** Turn to what she asks for: "comment", "rest", "hidden", "leave", "gone", or "" for what the room shows. */
  turn(/** @type {string} */ show) {
    this.show = show;
    if (show === "hidden") this.say("");
    if (show === "comment") this.#sent = "";
    const asked = ["code", "gone"].includes(show) ? show : nowOf(this.seen.screen, show);
    this.page.dataset.now = asked;
    for (const section of document.querySelectorAll("[data-screen]")) section.hidden = section.dataset.screen !== asked;
    find("[data-bar]").hidden = !WITH_BAR.includes(asked);
    find("[data-top]").hidden = QUIET_TOP.includes(asked);
    for (const form of document.querySelectorAll("[data-when=open]")) form.hidden = this.seen.screen !== "statement";
    this.paintNotice();
  }

  connection(/** @type {string} */ now) {
    if (now === "live") {
      this.#offlineSince = 0;
      this.answers.send();
    } else {
      this.#offlineSince ||= performance.now();
      setTimeout(() => this.paintNotice(), QUIET_FOR + 100);
    }
    this.paintNotice();
  }

  paintNotice() {
    const notice = find("[data-offline]");
    const isOffline = this.#offlineSince > 0 && performance.now() - this.#offlineSince >= QUIET_FOR;
    const text = isOffline ? this.#offlineText() : this.#refusal || this.#sent;
    if (isOffline && notice.hidden) this.say(text);
    write(notice, text);
    notice.hidden = !text || this.page.dataset.now === "hidden";
  }

  #offlineText() {
    const n = this.answers.keptCount;
    return n ? this.words.offline.replace("{n}", String(n)) : this.words.offline_none;
  }
}

/** Take over the page. */
export function enter(/** @type {import("./main.js").Answers} */ answers) {
  const room = new Room(answers);
  document.addEventListener("click", (event) => {
    const asks = event.target.closest("[data-show]");
    if (event.target.closest('[data-screen="comment"] [data-question] button')) room.turn("");
    if (!asks || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    asks.closest("details")?.removeAttribute("open");
    if (asks.dataset.show === "comment") room.sheet.open(asks.dataset.at ?? "");
    room.turn(asks.dataset.show);
    focusOn(asks.dataset.show);
  });
  room.page.addEventListener("submit", (event) => event.target.matches('[action="/phone/leave"]') && answers.forget());
  // "storage": another page of this phone has kept or sent an answer.
  for (const wake of ["online", "pageshow", "storage"]) addEventListener(wake, () => room.sync());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && room.sync());
  room.stop = listen({
    audience: "phone",
    workshop: Number(room.page.dataset.workshop),
    onFrame: (frame) => (frame === null || frame.v > room.version) && room.sync(),
    onConnection: (now) => room.connection(now),
  });
  room.sync();
}

/** The keyboard goes where the eye goes. */
function focusOn(/** @type {string} */ show) {
  if (show === "comment") find("#comment-text").focus();
  else find(`[data-screen="${show}"] a, [data-screen="${show}"] button, [data-bar] a`)?.focus({ preventScroll: true });
}
