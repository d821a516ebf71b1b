/** Snapshots: how things stand, fetched from the server; the newest wins, and an old one never overwrites it. */

import { call } from "./wire.js";

/**
 * Keep fetching how things stand. Asks one at a time: a hint that comes meanwhile is answered by one more look.
 * @param {string | (() => string)} url  the address; a function where it changes from look to look
 * @param {(state: any) => void} onState  called with a state that is not older than the last one
 * @param {(status: number, why?: string) => void} [onStatus]  called with the status of each answer, 0 when there was none,
 *   and with the name of what was refused
 * @param {() => number} [spread]  over how many ms looks are spread that a whole room is made to take at once
 */
export function follow(url, onState, onStatus = () => {}, spread = () => 0) {
  let known = -1;
  let etag = "";
  let busy = false;
  let more = false;
  let hinted = 0;

  const address = () => (typeof url === "string" ? url : url());
  const take = (/** @type {any} */ state) => {
    if (state.version < known) return;
    known = state.version;
    onState(state);
  };
  async function look() {
    clearTimeout(hinted);
    hinted = 0;
    if (busy) {
      more = true;
      return;
    }
    busy = true;
    const asked = address();
    const answer = await call(asked, undefined, etag ? { "If-None-Match": etag } : {});
    busy = false;
    onStatus(answer.status, answer.body?.error);
    if (asked !== address()) {
      more = true; // what was asked for meanwhile is not in this answer, and must not be forgotten over it
    } else if (answer.status === 200) {
      etag = answer.etag;
      take(answer.body);
    }
    if (more) {
      more = false;
      await look();
    }
  }
  const hint = () => {
    hinted ||= setTimeout(look, spread() * Math.random());
  };
  return { look, hint, take, version: () => known };
}
