/** Frames: how the room stands after one, where this phone can tell without asking. */

import { asRead } from "./reading.js";

const MS_A_PERSON = 1.5; // between two phones of a room that all have to look
const LONGEST_SPREAD = 1_500; // ms: a pause reaches everyone within two seconds

/** Over how many ms the phones of a room spread their looks: fifteen people wait for nothing. */
export function spreadOf(/** @type {number} */ people) {
  return Math.min(LONGEST_SPREAD, people * MS_A_PERSON);
}

/**
 * Her own answer to a round that a frame carries, which says nothing of hers; undefined where only the server knows.
 * @param {import("./answer.js").Round} known  the round on show so far, with her answer
 * @param {{id: number, epoch: number, state: string}} round
 * @returns {?import("./answer.js").Mine | undefined}
 */
export function mineIn(known, round) {
  if (round.id === known.id) return { ...known.mine, skipped: round.epoch === known.epoch && known.mine.skipped };
  const isNew = round.epoch === 0 || (round.state === "open" && round.epoch === 1);
  return isNew ? null : undefined; // nobody can have answered what was never open before
}

/**
 * The state after a frame; null where it has to be fetched: because the frame carries no round, or one that this phone
 * may have answered and does not remember, or because a frame between was missed.
 * @param {any} state  the last one
 * @param {import("./answer.js").Round} known
 * @param {import("../shared/socket.js").Frame} frame
 */
export function afterFrame(state, known, { v, rounds, bars_in: barsIn, ...more }) {
  if (!state || !rounds || v !== state.version + 1) return null;
  const mine = rounds.map((round) => mineIn(known, round));
  if (mine.includes(undefined)) return null;
  const bars = barsIn?.[state.language] ?? more.bars;
  const own = rounds.map((round, at) => ({ ...round, statement: asRead(round.statement, state.language), mine: mine[at] }));
  return { ...state, ...more, ...(bars && { bars }), version: v, rounds: own };
}
