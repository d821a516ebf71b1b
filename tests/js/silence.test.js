import assert from "node:assert/strict";
import test from "node:test";

import { silence, SILENT_AFTER } from "../../static/shared/silence.js";

/** What is told while so many ms go by, something being heard at these moments. */
function told(mock, moments) {
  const times = [];
  const watch = silence((many) => times.push(many));
  watch.heard();
  for (const ms of moments) {
    mock.timers.tick(ms);
    watch.heard();
  }
  return { times, watch };
}

test("while something is heard every four seconds nothing is told", ({ mock }) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  assert.deepEqual(told(mock, Array(20).fill(4000)).times, []);
});

test("silence is told after five seconds, and again while it goes on", ({ mock }) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { times } = told(mock, []);
  mock.timers.tick(SILENT_AFTER - 1);
  assert.deepEqual(times, []);
  for (let more = 0; more < 2; more += 1) mock.timers.tick(SILENT_AFTER);
  assert.deepEqual(times, [1, 2]);
});

test("after a word it is the first silence again, and after the end there is none", ({ mock }) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { times, watch } = told(mock, [SILENT_AFTER]);
  mock.timers.tick(SILENT_AFTER);
  assert.deepEqual(times, [1, 1]);
  watch.stop();
  mock.timers.tick(10 * SILENT_AFTER);
  assert.deepEqual(times, [1, 1]);
});
