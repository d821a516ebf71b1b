/** Coming back: from another program, from the page before, from a place without a network. */

/**
 * Have something done whenever this page may have missed something. Returns a function that ends it.
 * @param {() => void} act
 * @returns {() => void}
 */
export function onWake(act) {
  const shown = () => document.visibilityState === "visible" && act();
  const back = (/** @type {PageTransitionEvent} */ event) => event.persisted && act();
  addEventListener("online", act);
  addEventListener("pageshow", back);
  document.addEventListener("visibilitychange", shown);
  return () => {
    removeEventListener("online", act);
    removeEventListener("pageshow", back);
    document.removeEventListener("visibilitychange", shown);
  };
}
