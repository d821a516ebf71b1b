import assert from "node:assert/strict";
import test, { mock } from "node:test";

import { contact } from "../../static/shared/contact.js";

test("a short gap of the network is said to nobody, a long one once, and its end", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const said = [];
  const link = contact((lost) => said.push(lost));
  link.heard(0);
  mock.timers.tick(9_000);
  link.heard(304);
  link.heard(0);
  mock.timers.tick(9_000);
  link.heard(0);
  mock.timers.tick(1_000);
  assert.deepEqual(said, [true]);
  link.reached();
  link.reached();
  assert.deepEqual(said, [true, false]);
  mock.timers.reset();
});

test("a refusal is contact, too", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const said = [];
  const link = contact((lost) => said.push(lost));
  for (const status of [200, 304, 401, 404, 429, 503]) link.heard(status);
  mock.timers.tick(10_000);
  assert.deepEqual(said, []);
  mock.timers.reset();
});
