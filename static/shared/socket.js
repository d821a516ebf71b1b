/**
 * The one module that speaks to Socket.IO. A frame says that there is something newer; whatever it does not carry is
 * fetched. While no frame comes, the caller is asked to look every 10 s, because a lost hint makes no sound.
 */

import { silence } from "./silence.js";
import { call } from "./wire.js";
import { onWake } from "./wake.js";

const CLIENT = "/static/vendor/socket.io.esm.min.js";
const LOOK_EVERY = 10_000; // ms
const FIRST_WAIT = 1_000; // ms before the first try again
const LONGEST_WAIT = 4_000; // ms: after a restart of the server everyone is back within five seconds
const GREETED_WITHIN = 1_000; // ms: the server says how things stand to whoever comes in
const ANSWERED_WITHIN = 4_000; // ms: then HTTP asks
const CONNECTED_WITHIN = 8_000; // ms

/** @typedef {{v: number} & Record<string, any>} Frame */
/**
 * @typedef {object} Listening
 * @property {"phone" | "desk" | "screen"} audience
 * @property {number} workshop
 * @property {(frame: Frame | null) => void} onFrame  null: something may have been missed, please look
 * @property {() => void} [onOpen]  the socket is there, for the first time or again
 */
/**
 * @typedef {object} Line
 * @property {(event: string, payload: object) => Promise<any>} say  the answer; null without one in time
 * @property {() => void} stop
 */

/**
 * How long to wait before try number `tries`, in ms: doubling, and spread over half of it, so that a room whose
 * network returns does not come back in one instant.
 * @param {number} tries  1 for the first
 * @param {number} chance  from 0 up to 1
 */
export function waitBefore(tries, chance) {
  const longest = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (tries - 1));
  return Math.round(longest / 2 + (longest / 2) * chance);
}

/** A socket that is about to connect, by a ticket that is used up by it; null where nobody gives one. */
async function open(/** @type {string} */ audience, /** @type {number} */ workshop) {
  const client = import(CLIENT).catch(() => null);
  const [found, { body }] = await Promise.all([client, call("/ticket", { audience, workshop })]);
  if (!found || !body?.ticket) return null;
  return found.io({ transports: ["websocket"], auth: { ticket: body.ticket }, reconnection: false, forceNew: true, timeout: CONNECTED_WITHIN });
}

/**
 * Listen until it is stopped.
 * @param {Listening} listening
 * @returns {Line}
 */
export function listen({ audience, workshop, onFrame, onOpen = () => {} }) {
  let ended = false;
  let tries = 0;
  let heard = false;
  let answers = true; // until it has left something unanswered
  let socket = null;
  let connecting = false;
  let waiting = 0;

  const look = () => heard || ended || onFrame(null);
  const quiet = silence((times) => {
    if (times > 1) drop();
    else if (document.visibilityState === "visible") onFrame(null);
  });
  const soon = (/** @type {number} */ ms) => {
    clearTimeout(waiting);
    if (!ended) waiting = setTimeout(connect, ms);
  };
  const again = () => {
    socket = null;
    soon(waitBefore((tries += 1), Math.random()));
  };
  const lost = () => {
    quiet.stop();
    again();
    heard = false;
    look();
  };
  const drop = () => {
    const dropped = socket;
    quiet.stop();
    dropped?.close();
    if (dropped && dropped === socket) again(); // it was not connected yet, so it does not say that it no longer is
  };
  async function connect() {
    if (connecting || socket || ended) return;
    connecting = true;
    const opened = await open(audience, workshop);
    connecting = false;
    if (!opened) return again();
    if (ended) return opened.close();
    socket = opened;
    socket.on("connect", () => {
      [tries, heard, answers] = [0, false, true];
      quiet.heard();
      setTimeout(look, GREETED_WITHIN);
      onOpen();
    });
    socket.on("state", (/** @type {Frame} */ frame) => {
      heard = answers = true;
      quiet.heard();
      onFrame(frame);
    });
    socket.io.on("ping", quiet.heard);
    socket.on("connect_error", again);
    socket.on("disconnect", lost);
  }
  const polling = setInterval(() => {
    if (document.visibilityState === "visible") look(); // a page that nobody sees needs nothing
    heard = false;
  }, LOOK_EVERY);
  const stopWaking = onWake(({ type }) => {
    onFrame(null);
    if (type === "online") drop(); // it belonged to the network that is gone, and would notice later
    if (!socket) soon(FIRST_WAIT * Math.random());
  });
  // A page with an open socket cannot be kept for coming back to.
  addEventListener("pagehide", drop);
  connect();

  return {
    async say(event, payload) {
      if (!socket?.connected || !answers) return null;
      const said = await socket.timeout(ANSWERED_WITHIN).emitWithAck(event, payload).catch(() => null);
      answers = said !== null;
      return said;
    },
    stop() {
      ended = true;
      quiet.stop();
      clearInterval(polling);
      clearTimeout(waiting);
      stopWaking();
      removeEventListener("pagehide", drop);
      socket?.close();
    },
  };
}
