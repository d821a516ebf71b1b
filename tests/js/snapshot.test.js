import assert from "node:assert/strict";
import test from "node:test";

import { peopleHere } from "../../static/shared/page.js";
import { fill } from "../../static/shared/words.js";
import { follow } from "../../static/shared/snapshot.js";
import { call } from "../../static/shared/wire.js";

/** Let fetch answer with these, one after the other, and keep what was asked. */
function answers(...given) {
  const asked = [];
  globalThis.fetch = async (url, options = {}) => {
    asked.push({ url, ...options });
    const { status = 200, body = {}, etag = "", text = JSON.stringify(body) } = given.shift() ?? {};
    if (status === 0) throw new TypeError("no network");
    return new Response(status === 304 ? null : text, { status, headers: { ETag: etag } });
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

test("an answer to where somebody was is not taken for where she went meanwhile", async () => {
  let at = "end-1";
  const asked = answers({ body: { version: 1 }, etag: '"a"' }, { body: { version: 1, here: 2 }, etag: '"b"' });
  const seen = [];
  const server = follow(() => `/state?stop=${at}`, (state) => seen.push(state.here));
  const first = server.look();
  at = "topic-2";
  await Promise.all([first, server.look()]);
  assert.deepEqual(seen, [2]);
  assert.deepEqual(asked.map(({ url }) => url), ["/state?stop=end-1", "/state?stop=topic-2"]);
  assert.equal(asked[1].headers["If-None-Match"], undefined);
});

test("every answer is told, a silent network too", async () => {
  answers({ body: { version: 1 } }, { status: 304 }, { status: 404 }, { status: 0 });
  const told = [];
  const server = follow("/state", () => {}, (status) => told.push(status));
  for (let times = 0; times < 4; times += 1) await server.look();
  assert.deepEqual(told, [200, 304, 404, 0]);
});

for (const status of [200, 401, 403, 502]) {
  test(`the page of something between us is no state and no answer of ours: ${status}`, async () => {
    answers({ status, text: "<h1>Welcome to our Wi-Fi</h1>" });
    const told = [];
    await follow("/state", () => assert.fail("there was no state"), (heard) => told.push(heard)).look();
    assert.deepEqual(told, [0]);
  });
}

test("hints are spread, and many of them are one look", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  t.mock.method(Math, "random", () => 0.5);
  const asked = answers({ body: { version: 1 } });
  const server = follow("/state", () => {}, () => {}, () => 1_000);
  server.hint();
  server.hint();
  t.mock.timers.tick(499);
  assert.equal(asked.length, 0);
  t.mock.timers.tick(2_000);
  assert.equal(asked.length, 1);
});

test("what is sent is JSON, and a silent network is an answer too", async () => {
  const asked = answers({ body: { ok: true } }, { status: 0 });
  assert.deepEqual(await call("/move", { epoch: 1 }), { status: 200, body: { ok: true }, etag: "" });
  assert.deepEqual([asked[0].method, asked[0].body], ["POST", '{"epoch":1}']);
  assert.deepEqual(await call("/move", {}), { status: 0, body: null, etag: "" });
});

test("a network that stalls is waited for no longer than eight seconds", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  globalThis.fetch = (_url, { signal }) => new Promise((_, fail) => signal.addEventListener("abort", () => fail(signal.reason)));
  const said = call("/state");
  t.mock.timers.tick(8_000);
  assert.equal((await said).status, 0);
});
