/** The wall's rules that need no page. */
import { fill } from "../shared/words.js";

export const STEPS = 7; // steps of type; the last is the smallest
export const CLOSER = 3; // steps of the answers: as they are, closer together, smaller too

/**
 * Whether a part of the page belongs to the picture that is on the wall.
 * @param {string} pictures  names, parted by spaces
 * @param {string} picture
 */
export function isOn(pictures, picture) {
  return pictures.split(" ").includes(picture);
}

/**
 * The largest step of type, from the one the text begins with, at which it fits; the smallest where none does.
 * @param {number} begin
 * @param {number} last
 * @param {(step: number) => boolean} fits  tries a step, which stays as it was tried last
 */
export function largestThatFits(begin, last, fits) {
  for (let step = begin; step < last; step += 1) if (fits(step)) return step;
  fits(last);
  return last;
}

/**
 * The picture for an answer that held no state: the link ends with the workshop, or a new one took its place; anything
 * else will pass.
 * @param {number} status
 * @param {string} picture  what is on the wall now
 * @param {string} [why]  the name of what was refused
 */
export function pictureAfter(status, picture, why) {
  if (status !== 404) return picture;
  return why === "screen_link_replaced" ? "replaced" : "ended";
}

/**
 * Whether the way in changed, which only the server can draw.
 * @param {{link: string} | null} before
 * @param {{link: string} | null} after
 */
export function isOtherDoor(before, after) {
  return (before?.link ?? "") !== (after?.link ?? "");
}

/**
 * What is said before a statement opens: its topic, or that it is the same one again.
 * @param {{number: number, changed?: boolean, statement: {family: string}}} round
 * @param {Record<string, string>} words
 */
export function announcement(round, words) {
  if (round.number > 1) return words.same;
  return fill(words.topic, { topic: round.statement.family });
}
