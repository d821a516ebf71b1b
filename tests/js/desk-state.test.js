import assert from "node:assert/strict";
import test from "node:test";

import { fill, peopleHere } from "../../static/shared/page.js";
import { follow, send } from "../../static/shared/snapshot.js";

/** Let fetch answer with these, one after the other, and keep what was asked. */
function answers(...given) {
  const asked = [];
  globalThis.fetch = async (url, options = {}) => {
    asked.push({ url, ...options });
    const { status = 200, body = {}, etag = "" } = given.shift() ?? {};
    if (status === 0) throw new TypeError("no network");
    return { status, json: async () => body, headers: { get: () => etag } };
  };
  return asked;
}

test("gaps in a sentence are filled, unknown ones stay", () => {
  assert.equal(fill("{done} of {present} are {what}", { done: 0, present: 3 }), "0 of 3 are {what}");
});

test("one person is here, two people are here", () => {
  const words = { person: "1 person is here", people: "{people} people are here" };
  assert.deepEqual([0, 1, 2].map((n) => peopleHere(words, n)), ["0 people are here", "1 person is here", "2 people are here"]);
});

test("a state that did not change is fetched once and asked about with its mark", async () => {
  const asked = answers({ body: { version: 3 }, etag: '"a"' }, { status: 304 });
  const seen = [];
  const server = follow("/state", (state) => seen.push(state.version));
  await server.look();
  await server.look();
  assert.deepEqual(seen, [3]);
  assert.equal(asked[1].headers["If-None-Match"], '"a"');
});

test("an older state never overwrites a newer one", async () => {
  answers({ body: { version: 3 } });
  const seen = [];
  const server = follow("/state", (state) => seen.push(state.version));
  server.take({ version: 5 });
  await server.look();
  assert.deepEqual(seen, [5]);
  assert.equal(server.version(), 5);
});

test("hints that come while one look is under way lead to one more look", async () => {
  const asked = answers({ body: { version: 1 } }, { body: { version: 2 } });
  const seen = [];
  const server = follow("/state", (state) => seen.push(state.version));
  await Promise.all([server.look(), server.look(), server.look()]);
  assert.equal(asked.length, 2);
  assert.deepEqual(seen, [1, 2]);
});

test("an answer without a state is told, a silent network too", async () => {
  answers({ status: 404 }, { status: 0 });
  const told = [];
  const server = follow("/state", () => assert.fail("there was no state"), (status) => told.push(status));
  await server.look();
  await server.look();
  assert.deepEqual(told, [404, 0]);
});

test("what is sent is JSON, and a silent network is an answer too", async () => {
  const asked = answers({ body: { ok: true } }, { status: 0 });
  assert.deepEqual(await send("/move", { epoch: 1 }), { status: 200, body: { ok: true } });
  assert.deepEqual([asked[0].method, asked[0].body], ["POST", '{"epoch":1}']);
  assert.deepEqual(await send("/move", {}), { status: 0 });
});
