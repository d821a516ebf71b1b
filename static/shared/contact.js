/** Contact: whether the server is reached, as people need to hear it. A short gap of the network is nobody's worry. */

const QUIET_FOR = 10_000; // ms

/**
 * @param {(lost: boolean) => void} onChange  called when contact has been lost for a while, and when it is back
 */
export function contact(onChange) {
  let waiting = 0;
  let lost = false;
  const reached = () => {
    clearTimeout(waiting);
    waiting = 0;
    if (lost) onChange((lost = false));
  };
  const missed = () => {
    waiting ||= setTimeout(() => onChange((lost = true)), QUIET_FOR);
  };
  /** @param {number} status  of an answer; 0 when nobody of ours answered */
  const heard = (status) => (status === 0 ? missed() : reached());
  return { reached, heard };
}
