/**
 * Silence: a socket that has died without a word. The server says something every four seconds; where nothing came for
 * longer, the page looks by itself, and where it goes on, the socket is given up.
 */

export const SILENT_AFTER = 5_000; // ms

/**
 * @param {(times: number) => void} onSilence  called each time nothing came for so long; how often in a row
 */
export function silence(onSilence) {
  let timer = 0;
  const listen = (/** @type {number} */ times) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      listen(times + 1);
      onSilence(times + 1);
    }, SILENT_AFTER);
  };
  return { heard: () => listen(0), stop: () => clearTimeout(timer) };
}
