/** Answers: what she presses, what stands as hers, and which question comes next. */

import { afterPressing, ballotOf, latest, NOTHING, questionOf, QUESTIONS, standing } from "./answer.js";
import { call } from "../shared/wire.js";
import { paintAnswers } from "./look.js";
import { Queue } from "./queue.js";
import { ROOM_FOR, Shelf } from "./shelf.js";
import { fill } from "../shared/words.js";

const FOLD_AFTER = 2_000; // ms: how long a chosen answer stays in its row
const DEAF_FOR = 350; // ms: a second tap of a trembling finger does not answer the next question

/** @typedef {import("./answer.js").Mine} Mine @typedef {import("./answer.js").Round} Round @typedef {import("./answer.js").Ballot} Ballot */

/** The answers of one phone. */
export class Answers {
  changing = ""; // the question she wants to see again
  lingering = ""; // the question whose chosen answer is still in its row
  refusal = ""; // why an answer to this statement was not accepted
  lastRefusal = ""; // why one was not accepted while nobody listened yet
  #deafUntil = 0;
  /** @type {Map<number, Round>} */
  #others = new Map(); // statements that are not on show: what this phone knows of them
  /** What the rest of the phone wants to hear. */
  told = { changed: () => {}, skipped: () => {}, saved: () => {}, refused: (/** @type {string} */ say) => { this.lastRefusal = say; } };

  constructor(/** @type {HTMLElement} */ root, /** @type {Record<string, string>} */ words, /** @type {string} */ owner) {
    Object.assign(this, { root, words });
    const { round, epoch, state, mine, read } = root.dataset;
    /** @type {Round} */
    this.round = { id: Number(round), epoch: Number(epoch), state, mine: JSON.parse(mine), read: Number(read) };
    this.queue = new Queue(new Shelf(owner), {
      moved: () => this.#moved(),
      saved: (ballot) => this.#accept(ballot),
      refused: (ballot, say) => this.#refuse(ballot, say),
    });
    this.highest = this.mine.seq;
    const shown = root.querySelector("form:not([hidden])")?.dataset.question ?? ""; // she may have asked to change before this script came
    if (shown !== questionOf(standing(this.round.mine, undefined), "")) this.changing = shown; // the page knows nothing of what waits here
  }

  /** Her answer to the statement on show that waits here; undefined when none does. */
  get waiting() {
    return this.queue.kept.find(({ round, epoch }) => round === this.round.id && epoch === this.round.epoch);
  }

  get mine() {
    return standing(this.round.mine, this.waiting);
  }

  /** Her answer to any statement: what the server says of it, unless this phone knows something newer. */
  mineOf(/** @type {Round} */ told) {
    const { id, epoch, mine } = this.#known(told);
    return standing(mine, this.queue.kept.find((ballot) => ballot.round === id && ballot.epoch === epoch));
  }

  /** Whether nothing is left to do with a statement. */
  isDone = (/** @type {Round} */ told) => !questionOf(this.mineOf(told), "");

  get asked() {
    return this.lingering || questionOf(this.mine, this.changing);
  }

  /** Whether a tap is taken for a tremble: the question under the finger has just changed. */
  get isDeaf() {
    return performance.now() < this.#deafUntil;
  }

  press(/** @type {Partial<Mine>} */ pressed) {
    const answer = afterPressing(this.mine, pressed);
    const ballot = ballotOf(this.round, { ...answer, seq: Math.max(this.highest, answer.seq) + 1 });
    if (!this.queue.add(ballot)) return this.#refuse(ballot, fill(this.words.full, { n: ROOM_FOR }));
    this.highest = ballot.seq;
    const name = QUESTIONS.find((each) => each in pressed) ?? "";
    this.#turnTo({ lingering: questionOf(answer, "") ? "" : name });
    if (this.lingering) setTimeout(() => this.#fold(name), FOLD_AFTER);
    this.told.changed();
    return this.queue.send();
  }

  change = (/** @type {string} */ name) => this.#turnTo({ changing: name });

  /** Skipping is kept nowhere, so it is sent once and not again. */
  skip() {
    this.round = { ...this.round, mine: { ...this.mine, skipped: true } };
    this.#turnTo({});
    this.told.changed();
    this.told.skipped();
    return call("/phone/skip", { round: this.round.id }, this.queue.shelf.signed);
  }

  /** Take over what the server says, unless this phone knows something newer of the same opening. */
  show(/** @type {Round} */ now) {
    const same = now.id === this.round.id && now.epoch === this.round.epoch;
    if (!same) Object.assign(this, { changing: "", lingering: "", refusal: "", highest: 0 });
    const round = this.#known(now);
    this.#others.set(this.round.id, this.round);
    this.round = round;
    this.highest = Math.max(this.highest, this.mine.seq);
    this.paint();
  }

  /** Nothing is open on this phone any more. */
  close() {
    this.round = { ...this.round, state: "closed" };
    this.paint();
  }

  /** Another page of this phone kept or sent something. */
  reload() {
    this.queue.reload();
    this.paint();
  }

  paint = () => paintAnswers(this);

  #moved() {
    this.paint();
    this.told.changed();
  }

  /** A statement as the server tells it, with what is newer of hers. */
  #known(/** @type {Round} */ { id, epoch, state, mine, statement }) {
    const before = id === this.round.id ? this.round : this.#others.get(id);
    const newest = before?.epoch === epoch ? latest(before.mine, mine) : mine;
    return { id, epoch, state, mine: newest ?? NOTHING, read: statement?.read };
  }

  #accept(/** @type {Ballot} */ ballot) {
    const isShown = ballot.round === this.round.id;
    const round = isShown ? this.round : (this.#others.get(ballot.round) ?? { id: ballot.round, epoch: ballot.epoch, state: "open", mine: null });
    if (ballot.seq >= (round.mine?.seq ?? 0)) {
      const saved = { ...round, mine: standing(null, ballot) };
      if (isShown) this.round = saved;
      else this.#others.set(ballot.round, saved);
    }
    if (!this.queue.kept.length) this.told.saved();
  }

  #refuse(/** @type {Ballot} */ ballot, /** @type {string} */ say) {
    if (ballot.round === this.round.id) this.refusal = say;
    this.paint();
    this.told.refused(say);
  }

  /** Another question comes under the finger; a keyboard follows it. */
  #turnTo({ lingering = "", changing = "" }) {
    const follows = this.root.contains(document.activeElement);
    Object.assign(this, { lingering, changing, refusal: "" });
    if (!lingering) this.#deafUntil = performance.now() + DEAF_FOR; // never the clock: a phone that sets it back would be deaf for long
    this.paint();
    if (follows && !lingering) (this.root.querySelector("form:not([hidden]) .question__asks") ?? this.root.querySelector("[data-line]:not([hidden])"))?.focus();
  }

  #fold(name) {
    if (this.lingering !== name) return;
    const follows = this.root.contains(document.activeElement);
    this.lingering = "";
    this.paint();
    if (follows) this.root.querySelector(`[data-line="${name}"]`)?.focus({ preventScroll: true });
  }
}
