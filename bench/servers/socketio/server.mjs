// Node's socket.io with better-sqlite3: the same frames, the same two tables, one COMMIT for what waits, then the answers.
// Start: node server.mjs PORT FOLDER. Where better-sqlite3 cannot be built, Node's own SQLite takes its place and says so.
import { createServer } from "node:http";
import { Server } from "socket.io";

const [port, folder] = process.argv.slice(2);
const TABLES = `
CREATE TABLE ballot_event (id INTEGER PRIMARY KEY, round INTEGER, panellist INTEGER, key TEXT, seq INTEGER, epoch INTEGER,
  plausibility INTEGER, relevance INTEGER, abstained TEXT, parts TEXT, if_changed TEXT, UNIQUE (panellist, key));
CREATE TABLE ballot (round INTEGER, panellist INTEGER, seq INTEGER, plausibility INTEGER, relevance INTEGER,
  abstained TEXT, parts TEXT, if_changed TEXT, PRIMARY KEY (round, panellist));
CREATE TABLE move (id INTEGER PRIMARY KEY, body TEXT);`;
const EVENT = `INSERT INTO ballot_event (panellist, key, seq, round, epoch, plausibility, relevance, abstained, parts, if_changed)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const BALLOT = `INSERT INTO ballot (round, panellist, seq, plausibility, relevance, abstained, parts, if_changed)
VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET seq = excluded.seq, plausibility = excluded.plausibility,
relevance = excluded.relevance, abstained = excluded.abstained, parts = excluded.parts, if_changed = excluded.if_changed
WHERE excluded.seq > seq`;

async function opened(path) {
    try {
        const { default: Database } = await import("better-sqlite3");
        return ["better-sqlite3", new Database(path)];
    } catch {
        const { DatabaseSync } = await import("node:sqlite");
        return ["node:sqlite", new DatabaseSync(path)];
    }
}

const [driver, database] = await opened(`${folder}/node.db`);
database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
database.exec(TABLES);
const [begin, commit, event, ballot, move] = [
    "BEGIN IMMEDIATE", "COMMIT", EVENT, BALLOT, "INSERT INTO move (body) VALUES (?)",
].map((text) => database.prepare(text));

let waiting = [];

function keep(panellist, sent, answer) {
    const { key, seq, round, epoch, plausibility, relevance, abstained, parts, if_changed } = sent;
    const judged = [plausibility, relevance, abstained, JSON.stringify(parts), JSON.stringify(if_changed)];
    const rows = { event: [panellist, key, seq, round, epoch, ...judged], ballot: [round, panellist, seq, ...judged] };
    if (waiting.push({ rows, said: { ok: true, key, seq }, answer }) === 1) setImmediate(write);
}

function write() {
    const batch = waiting;
    waiting = [];
    begin.run();
    for (const { rows } of batch) {
        event.run(...rows.event);
        ballot.run(...rows.ballot);
    }
    commit.run();
    for (const { said, answer } of batch) answer(said);
}

const web = createServer();
const sockets = new Server(web, { transports: ["websocket"], maxHttpBufferSize: 16384, serveClient: false });
sockets.on("connection", (socket) => {
    const { panellist } = socket.handshake.auth;
    socket.on("ballot", (sent, answer) => keep(panellist, sent, answer));
    socket.on("say", (body) => {
        move.run(JSON.stringify(body));
        sockets.emit("state", body);
    });
});
web.listen(Number(port), "127.0.0.1", () => console.log(`Ctrl+C node ${process.version}, ${driver}`));
