import assert from "node:assert/strict";
import test, { afterEach } from "node:test";

import { ballotOf, NOTHING } from "../../static/phone/answer.js";
import { fateByLane, fateOf, Queue, retryAfter } from "../../static/phone/queue.js";

const FATES = [
  ["the server kept it", 200, { ok: true }, "saved"],
  ["it came after closing", 409, { ok: false, error: "closed" }, "refused"],
  ["it could not be read", 422, { ok: false }, "refused"],
  ["she was removed", 403, { ok: false }, "refused"],
  ["the server does not know who she is", 401, { ok: false }, "later"],
  ["nobody answered", 0, null, "later"],
  ["the server is busy", 503, { ok: false }, "later"],
  ["it came too often", 429, { ok: false }, "later"],
  ["the Wi-Fi shows its login page", 200, null, "later"],
  ["something between us answers", 403, null, "later"],
];
for (const [name, status, body, fate] of FATES) {
  test(`an answer is called saved only by the server: ${name}`, () => assert.equal(fateOf(status, body), fate));
}

const mine = { key: "k" };
const BY_LANE = [
  ["the server kept it", { ok: true, key: "k", seq: 1 }, "saved"],
  ["it kept another one", { ok: true, key: "other", seq: 1 }, "unheard"],
  ["nobody answered in time", null, "unheard"],
  ["what came is no answer", "yes", "unheard"],
  ["this server takes none by the fast lane", { ok: false, error: "not_accepted" }, "unheard"],
  ["it came after closing", { ok: false, error: "closed", say: "It was closed.", version: 9 }, "refused"],
  ["the server is busy", { ok: false, error: "busy", say: "Later." }, "later"],
  ["it came too often", { ok: false, error: "too_much", say: "Later." }, "later"],
  ["something went wrong there", { ok: false, error: "fault", say: "Later." }, "later"],
];
for (const [name, said, fate] of BY_LANE) {
  test(`by the fast lane: ${name}`, () => assert.equal(fateByLane(mine, said), fate));
}

test("the largest answer takes no more than 250 bytes by the fast lane", () => {
  const largest = 2 ** 31 - 1;
  const rated = { ...NOTHING, seq: largest, plausibility: 9, relevance: 9, parts: [1, 2, 3, 4, 5, 6], if_changed: [1, 2, 3, 4, 5, 6] };
  const packet = `42999["ballot",${JSON.stringify(ballotOf({ id: largest, epoch: 999 }, rated))}]`;
  assert.ok(packet.length + 8 <= 250, `${packet.length} and a head of 8`); // a websocket's head and mask
});

test("a try waits longer than the one before, and two phones do not try in one instant", () => {
  assert.deepEqual([1, 2, 3, 4, 5, 9].map((tries) => retryAfter(tries, 1)), [2000, 4000, 8000, 16000, 20000, 20000]);
  assert.equal(retryAfter(1, 0), 1000);
});

// --- The queue, with a server that answers as it is told ---------------------------------------------------------------

const realFetch = globalThis.fetch;
afterEach(() => (globalThis.fetch = realFetch));

const ballot = (round) => ballotOf({ id: round, epoch: 1 }, { ...NOTHING, seq: 1, plausibility: 4 });
const ok = ({ key }) => ({ ok: true, key, seq: 1 });
const refusal = { ok: false, error: "closed", say: "It was closed." };

/** A queue, what it told, and what went by HTTP; `answer` gives status and body for a ballot. */
function a_queue({ kept = [], answer = (sent) => [200, ok(sent)], lane = null }) {
  const shelf = { kept, read() { return this.kept; }, write(now) { this.kept = now; }, clear() { this.kept = []; } };
  const told = [];
  const posted = [];
  globalThis.fetch = async (_path, { body }) => {
    const sent = JSON.parse(body);
    posted.push(sent.key);
    const [status, said] = answer(sent);
    if (!status) throw new TypeError("no network");
    return new Response(JSON.stringify(said), { status });
  };
  const queue = new Queue(shelf, { moved() {}, saved: ({ key }) => told.push(["saved", key]), refused: ({ key }, say) => told.push([say, key]) });
  queue.lane = lane;
  return { queue, told, posted, shelf };
}

test("what is kept goes, and each is told what became of it", async () => {
  const [first, late, last] = [1, 2, 3].map(ballot);
  const { queue, told, shelf } = a_queue({ kept: [first, late, last], answer: (sent) => (sent.key === late.key ? [409, refusal] : [200, ok(sent)]) });
  await queue.send();
  assert.deepEqual(told, [["saved", first.key], ["It was closed.", late.key], ["saved", last.key]]);
  assert.deepEqual(shelf.kept, []);
});

test("without an answer everything stays, under the same keys", async () => {
  const kept = [1, 2].map(ballot);
  const { queue, told, posted } = a_queue({ kept, answer: () => [0] });
  await queue.send();
  assert.deepEqual([queue.kept, told, queue.tries], [kept, [], 1]);
  await queue.send();
  queue.end();
  assert.deepEqual(posted, [kept[0].key, kept[1].key]);
});

test("one that the server stumbles over does not hold up the others", async () => {
  const [stumbling, ...others] = [1, 2, 3].map(ballot);
  const { queue, told } = a_queue({ kept: [stumbling, ...others], answer: (sent) => (sent.key === stumbling.key ? [500, { ok: false }] : [200, ok(sent)]) });
  for (let times = 0; times < 4; times += 1) await queue.send();
  queue.end();
  assert.deepEqual(told.map(([, key]) => key).sort(), others.map(({ key }) => key).sort());
  assert.deepEqual(queue.kept, [stumbling]);
});

test("what waits stays when the phone goes on to somebody else while one is on its way", async () => {
  const kept = [1, 2, 3].map(ballot);
  const { queue, posted } = a_queue({ kept, answer: (sent) => (queue.end(), [200, ok(sent)]) });
  await queue.send();
  assert.deepEqual([posted, queue.kept], [[kept[0].key], kept.slice(1)]);
});

test("by the fast lane an answer does not go by HTTP as well", async () => {
  const { queue, told, posted } = a_queue({ kept: [ballot(1)], lane: async (sent) => ok(sent) });
  await queue.send();
  assert.deepEqual([told.length, posted], [1, []]);
});

test("where the fast lane is silent the same key goes by HTTP", async () => {
  const kept = [ballot(1)];
  const { queue, told, posted } = a_queue({ kept, lane: async () => null });
  await queue.send();
  assert.deepEqual([told, posted], [[["saved", kept[0].key]], [kept[0].key]]);
});

test("where the fast lane says later, HTTP is not asked for the same", async () => {
  const { queue, posted } = a_queue({ kept: [ballot(1)], lane: async () => ({ ok: false, error: "busy", say: "Later." }) });
  await queue.send();
  queue.end();
  assert.deepEqual([queue.kept.length, queue.tries, posted], [1, 1, []]);
});

test("an answer pressed while another one is on its way goes after it", async () => {
  const made = a_queue({ kept: [ballot(1)], answer: (sent) => { if (made.posted.length === 1) made.queue.add(second); return [200, ok(sent)]; } });
  const second = ballot(2);
  await made.queue.send();
  assert.deepEqual(made.told.map(([what]) => what), ["saved", "saved"]);
});

test("what another page of this phone has kept is not overwritten", () => {
  const { queue, shelf } = a_queue({});
  shelf.kept = [ballot(7)];
  assert.equal(queue.add(ballot(8)), true);
  assert.deepEqual(shelf.kept.map(({ round }) => round), [7, 8]);
});

test("what a browser cleared while it waited is kept here, and goes once", async () => {
  const kept = [1, 2].map(ballot);
  const { queue, posted, shelf } = a_queue({ kept });
  shelf.kept = [];
  assert.equal(queue.add(ballot(3)), true);
  assert.deepEqual(shelf.kept.map(({ round }) => round), [1, 2, 3]);
  shelf.kept = [];
  await queue.send();
  assert.deepEqual([posted.length, new Set(posted).size, shelf.kept], [3, 3, []]);
});

test("twelve taps in a second are one answer, the last one, and a thirteenth is never older", async () => {
  const { queue, posted, told } = a_queue({ answer: () => [0] });
  const taps = Array.from({ length: 12 }, (_, at) => ({ ...ballot(1), seq: at + 1, plausibility: (at % 5) + 1 }));
  for (const tap of taps) {
    queue.add(tap);
    queue.send();
  }
  await new Promise(setImmediate);
  queue.end();
  assert.deepEqual([queue.kept, told], [[taps[11]], []]);
  assert.ok(posted.length <= 2, `${posted.length} went at once`);
});

test("after leaving, nothing is kept and nothing is sent", async () => {
  const { queue, posted, shelf } = a_queue({ kept: [ballot(1)] });
  queue.forget();
  await queue.send();
  assert.deepEqual([shelf.kept, posted], [[], []]);
});

test("who is not in the room any more sends nothing", async () => {
  const { queue, posted } = a_queue({ kept: [ballot(1)] });
  queue.end();
  await queue.send();
  assert.deepEqual([queue.kept.length, posted], [1, []]);
});
