import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { runInNewContext } from "node:vm";

import { manyOn } from "../../static/phone/offline.js";
import { keepShell, renewShell } from "../../static/phone/shell.js";

const SOURCE = readFileSync(new URL("../../static/phone/worker.js", import.meta.url), "utf8");
const SHELL = { name: "plumbline-1", paths: ["/js/phone.js?v=1", "/phone/offline"], page: "/phone", offline: "/phone/offline" };

/** The worker in a browser of this test's making: what it answers a request with, undefined where it leaves it alone. */
function workerWith({ fetch, caches }) {
  const hears = {};
  const browser = { SHELL, URL, Response, fetch, caches, clients: { claim() {} }, skipWaiting() {}, addEventListener: (name, act) => (hears[name] = act) };
  runInNewContext(SOURCE, browser);
  return {
    activate: () => new Promise((done) => hears.activate({ waitUntil: done })),
    async answer(path, { method = "GET", mode = "cors" } = {}) {
      let answered;
      hears.fetch({ request: { method, mode, url: `https://hall.example${path}` }, respondWith: (found) => (answered = found) });
      return answered;
    },
  };
}
const cached = { match: async (asked) => `kept ${asked.url ?? asked}` };
const down = async () => Promise.reject(new TypeError("no network"));
const GO = { mode: "navigate" };

const LEFT_ALONE = [
  ["her answers", "/phone/ballots", { method: "POST" }],
  ["a form she sends", "/phone/skip", { method: "POST", mode: "navigate" }],
  ["the state of the room", "/phone/state", {}],
  ["another page", "/withdraw", GO],
  ["a module of another content", "/js/phone.js?v=2", {}],
];
for (const [name, path, how] of LEFT_ALONE) {
  test(`the worker leaves alone ${name}`, async () => {
    assert.equal(await workerWith({ fetch: down, caches: cached }).answer(path, how), undefined);
  });
}

test("what is kept needs no network", async () => {
  assert.equal(await workerWith({ fetch: down, caches: cached }).answer("/js/phone.js?v=1"), "kept https://hall.example/js/phone.js?v=1");
});

test("her page comes from the server, whatever the server says", async () => {
  for (const status of [200, 0, 404, 500]) {
    const worker = workerWith({ fetch: async () => ({ status }), caches: cached });
    assert.deepEqual(await worker.answer("/phone?stop=3", GO), { status });
  }
});

test("without a network, or where only something before the server answers, one that waits stands in", async () => {
  for (const fetch of [down, async () => ({ status: 502 }), async () => ({ status: 504 })]) {
    assert.equal(await workerWith({ fetch, caches: cached }).answer("/phone", GO), "kept /phone/offline");
  }
});

test("an earlier shell goes when a new one comes", async () => {
  const names = ["plumbline-0", "plumbline-1"];
  const caches = { keys: async () => names, delete: async (name) => names.splice(names.indexOf(name), 1) };
  await workerWith({ fetch: down, caches }).activate();
  assert.deepEqual(names, ["plumbline-1"]);
});

test("on plain http there is nothing to keep it with, and one that cannot be kept is nobody's worry", async () => {
  assert.equal(keepShell(null), undefined);
  const asked = [];
  keepShell({ register: (...what) => (asked.push(what), Promise.reject(new Error("no room"))) });
  await new Promise(setImmediate);
  assert.deepEqual(asked, [["/phone/worker.js", { scope: "/phone" }]]);
});

test("where the language was changed the browser looks whether the shell is another, if it keeps one", async () => {
  assert.equal(renewShell(null), undefined);
  const asked = [];
  for (const shell of [undefined, { update: () => asked.push("update") }]) renewShell({ getRegistration: async (scope) => (asked.push(scope), shell) });
  await new Promise(setImmediate);
  assert.deepEqual(asked, ["/phone", "/phone", "update"]);
});

test("the page that waits counts every answer on this phone, and nothing else that lies there", () => {
  const ballot = (round) => ({ key: `k${round}`, seq: 1, round, epoch: 1 });
  const lies = { "plumbline.kept.a": JSON.stringify([ballot(1), ballot(2)]), "plumbline.kept.b": JSON.stringify([ballot(1)]), other: "[1,2]", "plumbline.kept.c": "no list" };
  assert.equal(manyOn(Object.assign(Object.create({ getItem: (name) => lies[name] }), lies)), 3);
});
