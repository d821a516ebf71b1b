/** The queue: how answers go, and what became of them. An answer is called saved only after the server said so. */

import { call } from "../shared/wire.js";
import { keeping } from "./shelf.js";

const RETRY_FIRST = 2_000; // ms
const RETRY_LONGEST = 20_000; // ms
const LATER = ["busy", "too_much", "fault"]; // as the fast lane says it, which has no status

/**
 * @typedef {import("./answer.js").Ballot} Ballot
 * @typedef {"saved" | "refused" | "later"} Fate
 * @typedef {(ballot: Ballot) => Promise<any>} Lane  the server's answer, or null where there is none in time
 */

/**
 * What became of an answer; status 0 when the server could not be reached. Whatever is not clearly an answer of ours
 * (a page of something between us, say) means: later. So does 401: who comes back as herself sends it then.
 * @returns {Fate}
 */
export function fateOf(/** @type {number} */ status, /** @type {?{ok?: boolean}} */ body) {
  if (body?.ok === true) return "saved";
  if (status < 400 || [401, 408, 429].includes(status) || status >= 500) return "later";
  return body?.ok === false ? "refused" : "later";
}

/**
 * What became of an answer by the fast lane; "unheard" where HTTP has to ask again: no answer, another ballot's, or a
 * refusal that does not say why.
 * @returns {Fate | "unheard"}
 */
export function fateByLane(/** @type {Ballot} */ { key }, /** @type {any} */ said) {
  if (said?.ok === true) return said.key === key ? "saved" : "unheard";
  if (said?.ok !== false || !said.say || said.error === "not_accepted") return "unheard";
  return LATER.includes(said.error) ? "later" : "refused";
}

/** How long to wait before try number `tries`, in ms; spread, so that a room does not come back in one instant. */
export function retryAfter(/** @type {number} */ tries, /** @type {number} */ chance) {
  return Math.min(RETRY_LONGEST, RETRY_FIRST * 2 ** (tries - 1)) * (0.5 + chance / 2);
}

/** What waits on this phone, and its sending. */
export class Queue {
  tries = 0; // in vain, since the last answer
  /** @type {?Lane} */
  lane = null;
  #sending = false;
  #ended = false;
  #timer = 0;

  /**
   * @param {import("./shelf.js").Shelf} shelf
   * @param {{moved: () => void, saved: (ballot: Ballot) => void, refused: (ballot: Ballot, say: string) => void}} told
   */
  constructor(shelf, told) {
    Object.assign(this, { shelf, told, kept: shelf.read() });
  }

  /** Keep a ballot until it is answered; whether there was room for it. */
  add(/** @type {Ballot} */ ballot) {
    const kept = keeping(this.#all(), ballot);
    if (kept) this.#keep(kept);
    return kept !== null;
  }

  /** Another page of this phone kept or sent something, or left. */
  reload() {
    this.kept = this.shelf.read();
    if (this.kept.length && !this.#sending) this.#again(1);
  }

  /** Send what is kept until nothing is left or nobody answers. */
  async send() {
    if (this.#sending || this.#ended) return;
    this.#sending = true;
    clearTimeout(this.#timer);
    // After a try in vain another one goes first, so that one the server stumbles over holds up nobody.
    while (!this.#ended && this.kept.length && (await this.#sendOne(this.kept[this.tries % this.kept.length])));
    this.#sending = false;
    if (this.kept.length) this.#again((this.tries += 1));
    this.told.moved();
  }

  /** The room is over for this phone: what is kept stays, for when its owner comes back. */
  end() {
    this.#ended = true;
    clearTimeout(this.#timer);
  }

  /** Clear this phone. */
  forget() {
    this.shelf.clear();
    this.kept = [];
  }

  async #sendOne(/** @type {Ballot} */ ballot) {
    const { fate, say } = await this.#fate(ballot);
    if (fate === "later") return false;
    this.tries = 0;
    this.#keep(this.#all().filter(({ key }) => key !== ballot.key));
    if (fate === "saved") this.told.saved(ballot);
    else this.told.refused(ballot, say);
    return true;
  }

  async #fate(ballot) {
    const said = this.lane && (await this.lane(ballot));
    const fate = fateByLane(ballot, said);
    if (fate !== "unheard") return { fate, say: said.say };
    const { status, body } = await call("/phone/ballots", ballot, this.shelf.signed);
    return { fate: fateOf(status, body), say: body?.say };
  }

  /** Read anew, because another page of this phone may have kept something; with what was here before storage was cleared. */
  #all() {
    const shelved = this.shelf.read();
    const isOn = ({ round }) => shelved.some((each) => each.round === round);
    return [...this.kept.filter((each) => !isOn(each)), ...shelved];
  }

  #again(tries) {
    clearTimeout(this.#timer);
    if (!this.#ended) this.#timer = setTimeout(() => this.send(), retryAfter(tries, Math.random()));
  }

  #keep(kept) {
    this.kept = kept;
    this.shelf.write(kept);
  }
}
