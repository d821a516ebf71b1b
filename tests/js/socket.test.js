import assert from "node:assert/strict";
import test from "node:test";

import { waitBefore } from "../../static/shared/socket.js";

test("each try waits longer than the one before, and never so long that a restart is noticed after five seconds", () => {
  const waits = [1, 2, 3, 4, 20, 2000].map((tries) => waitBefore(tries, 1));
  assert.deepEqual(waits, [1000, 2000, 4000, 4000, 4000, 4000]);
});

test("a room whose network returns does not come back in one instant", () => {
  assert.equal(waitBefore(3, 0), 2000);
  assert.equal(waitBefore(3, 0.5), 3000);
});
