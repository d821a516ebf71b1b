/** Coming back: from another program, from the page before, from a place without a network. */

/**
 * Have something done whenever this page may have missed something. Returns a function that ends it.
 * @param {(event: Event) => void} act
 * @returns {() => void}
 */
export function onWake(act) {
  const shown = (/** @type {Event} */ event) => document.visibilityState === "visible" && act(event);
  const back = (/** @type {PageTransitionEvent} */ event) => event.persisted && act(event);
  addEventListener("online", act);
  addEventListener("pageshow", back);
  document.addEventListener("visibilitychange", shown);
  return () => {
    removeEventListener("online", act);
    removeEventListener("pageshow", back);
    document.removeEventListener("visibilitychange", shown);
  };
}
