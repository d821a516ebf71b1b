/** One answer: what pressing makes of it, which question is left, and how it is made ready to go. */

export const QUESTIONS = ["plausibility", "relevance"];

/**
 * @typedef {{seq: number, plausibility: ?number, relevance: ?number, abstained: ?string, parts: number[],
 *   if_changed: number[], skipped?: boolean}} Mine  her answer as the server gives it
 * @typedef {{key: string, seq: number, round: number, epoch: number, plausibility: ?number, relevance: ?number,
 *   abstained: ?string, parts: number[], if_changed: number[]}} Ballot  an answer on its way
 * @typedef {{id: number, epoch: number, state: string, mine: ?Mine, read?: ?number}} Round  `read`: the translation on show, if any
 */

/** @type {Readonly<Mine>} */
export const NOTHING = Object.freeze({ seq: 0, plausibility: null, relevance: null, abstained: null, parts: [], if_changed: [], skipped: false });

/** A key of 16 random bytes. `crypto.randomUUID` does not exist on plain http. */
export function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Her answer after pressing something: a rating takes an abstention back, and the other way round. */
export function afterPressing(/** @type {Mine} */ mine, /** @type {Partial<Mine>} */ pressed) {
  if (pressed.abstained) return { ...mine, ...pressed, plausibility: null, relevance: null, skipped: false };
  const rates = QUESTIONS.some((name) => name in pressed);
  return { ...mine, ...pressed, abstained: rates ? null : mine.abstained, skipped: false };
}

/** The question to ask: the one she wants to change, else the first without an answer, else none. */
export function questionOf(/** @type {Mine} */ mine, /** @type {string} */ changing) {
  if (changing) return changing;
  if (mine.abstained || mine.skipped) return "";
  return QUESTIONS.find((name) => mine[name] === null) ?? "";
}

/** What she sees as hers: what the server has, unless something newer is kept here. */
export function standing(/** @type {?Mine} */ mine, /** @type {Ballot | undefined} */ waiting) {
  if (!waiting || (mine && mine.seq >= waiting.seq)) return mine ?? NOTHING;
  const { plausibility, relevance, abstained, parts, if_changed, seq } = waiting;
  return { plausibility, relevance, abstained, parts, if_changed, seq, skipped: false };
}

/**
 * Hers, of what this phone knows and what the server says about the same opening: what is newer. A skip has no number,
 * so a state that was on its way before it does not take it back.
 */
export function latest(/** @type {?Mine} */ mine, /** @type {?Mine} */ told) {
  const ahead = (mine?.seq ?? 0) - (told?.seq ?? 0);
  return ahead > 0 || (ahead === 0 && mine?.skipped) ? mine : told;
}

/** An answer made ready to go: for this opening of this round, as it was read, under a key of its own. */
export function ballotOf(/** @type {Round} */ { id, epoch, read }, /** @type {Mine} */ { seq, plausibility, relevance, abstained, parts, if_changed }) {
  const answer = { key: newKey(), seq, round: id, epoch, plausibility, relevance, abstained, parts, if_changed };
  return read ? { ...answer, read } : answer;
}
