/**
 * The one module that speaks to Socket.IO. A frame is a hint that there is something newer; what stands is always fetched.
 * While no frame comes, the caller is asked to look every 10 s, because a lost hint makes no sound.
 */

const CLIENT = "/static/vendor/socket.io.esm.min.js";
const LOOK_EVERY = 10_000; // ms
const FIRST_WAIT = 1_000; // ms before the first try again
const LONGEST_WAIT = 20_000; // ms

/** @typedef {"live" | "reconnecting"} Connection */
/** @typedef {{v: number} & Record<string, number>} Frame  to phones only `v`; to desk and screen counts as well */
/**
 * @typedef {object} Listening
 * @property {"phone" | "desk" | "screen"} audience
 * @property {number} workshop
 * @property {(frame: Frame | null) => void} onFrame  null: no frame came for a while, please look
 * @property {(connection: Connection) => void} [onConnection]  called on a change only
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

/**
 * A ticket for one connection: it is used up by it. Throws while the server cannot be reached.
 * @param {string} audience
 * @param {number} workshop
 * @returns {Promise<string>}
 */
async function ticketFor(audience, workshop) {
  const answer = await fetch("/ticket", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify({ audience, workshop }),
  });
  if (!answer.ok) throw new Error(`ticket: ${answer.status}`);
  return (await answer.json()).ticket;
}

/**
 * Listen until the page goes. Returns a function that ends it.
 * @param {Listening} listening
 * @returns {() => void}
 */
export function listen({ audience, workshop, onFrame, onConnection = () => {} }) {
  let ended = false;
  let tries = 0;
  let heard = false;
  let socket = null;
  let waiting = 0;
  /** @type {Connection | ""} */
  let connection = "";

  const tell = (/** @type {Connection} */ now) => {
    if (now === connection || ended) return;
    connection = now;
    onConnection(now);
  };
  const again = () => {
    tell("reconnecting");
    socket?.close();
    socket = null;
    tries += 1;
    clearTimeout(waiting);
    if (!ended) waiting = setTimeout(connect, waitBefore(tries, Math.random()));
  };
  async function connect() {
    try {
      const [{ io }, ticket] = await Promise.all([import(CLIENT), ticketFor(audience, workshop)]);
      if (ended) return;
      socket = io({ transports: ["websocket"], auth: { ticket }, reconnection: false, forceNew: true });
      socket.on("connect", () => {
        tries = 0;
        tell("live");
        onFrame(null);
      });
      socket.on("state", (/** @type {Frame} */ frame) => {
        heard = true;
        onFrame(frame);
      });
      socket.on("connect_error", again);
      socket.on("disconnect", again);
    } catch {
      again();
    }
  }
  const look = setInterval(() => {
    if (!heard) onFrame(null);
    heard = false;
  }, LOOK_EVERY);
  const wake = () => {
    if (socket || ended) return;
    clearTimeout(waiting);
    waiting = setTimeout(connect, FIRST_WAIT * Math.random());
  };
  addEventListener("online", wake);
  connect();

  return () => {
    ended = true;
    clearInterval(look);
    clearTimeout(waiting);
    removeEventListener("online", wake);
    socket?.close();
  };
}
