/** Attending: one rule for phone, desk and wall of how a page keeps up with its room. */

import { contact } from "./contact.js";
import { follow } from "./snapshot.js";
import { listen } from "./socket.js";

/**
 * @typedef {object} Attending
 * @property {"phone" | "desk" | "screen"} audience
 * @property {number} workshop
 * @property {string | (() => string)} url  where the state is fetched
 * @property {(state: any) => void} onState
 * @property {(frame: import("./socket.js").Frame) => void} onFrame
 * @property {(status: number, why?: string) => void} [onStatus]  of each answer that was to hold a state; `why` it did not
 * @property {(lost: boolean) => void} [onContact]  contact has been lost for ten seconds, or is back
 * @property {() => void} [onOpen]  the socket is there, for the first time or again
 * @property {() => number} [spread]  over how many ms a room's looks are spread
 */

/** Fetch what stands, hear what changes, and look again whenever something may have been missed. */
export function attend(/** @type {Attending} */ { audience, workshop, url, onState, onFrame, onStatus = () => {}, onContact = () => {}, onOpen, spread }) {
  const link = contact(onContact);
  const heard = (/** @type {number} */ status, /** @type {string} */ why) => {
    link.heard(status);
    onStatus(status, why);
  };
  const server = follow(url, onState, heard, spread);
  const line = listen({
    audience,
    workshop,
    onOpen,
    onFrame(frame) {
      if (!frame) return server.hint();
      link.reached();
      return onFrame(frame);
    },
  });
  server.look();
  return { ...server, ...line };
}
