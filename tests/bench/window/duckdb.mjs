// DuckDB with two threads on the same events: actors numbered, sorted by day, the query prepared.
//
//     node duckdb.mjs EVENTS time WINDOWS REPETITIONS     prints lines "duckdb NAME MILLISECONDS"
//     node duckdb.mjs EVENTS ties WINDOWS FOLDER          writes every tie of the first window of each name to FOLDER/NAME.tsv
import { readFileSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";

const [events, what, windowsFile, last] = process.argv.slice(2);
const windows = readFileSync(windowsFile, "utf8").trim().split("\n").map(line => line.split(" "));
const connection = await (await DuckDBInstance.create(":memory:", { threads: "2" })).connect();
await connection.run(`CREATE TABLE events AS SELECT * FROM read_csv('${events}', header=false, auto_detect=false,
  columns={'day': 'INTEGER', 'source': 'INTEGER', 'target': 'INTEGER', 'tone': 'DOUBLE'}) ORDER BY day`);

async function time() {
  const query = await connection.prepare(`SELECT source, target, count(*), sum(tone) FROM events
                                          WHERE day BETWEEN $1 AND $2 GROUP BY source, target`);
  for (const [name, since, until] of windows) {
    query.bindInteger(1, Number(since));
    query.bindInteger(2, Number(until));
    for (let repetition = 0; repetition < Number(last); repetition++) {
      const start = process.hrtime.bigint();
      await query.run();
      console.log("duckdb", name, (Number(process.hrtime.bigint() - start) / 1e6).toFixed(6));
    }
  }
}

async function ties() {
  const seen = new Set();
  for (const [name, since, until] of windows.filter(([name]) => !seen.has(name) && seen.add(name))) {
    await connection.run(`COPY (SELECT source, target, count(*), round(10 * sum(greatest(tone, 0)))::BIGINT,
                                       round(10 * sum(greatest(-tone, 0)))::BIGINT
                                FROM events WHERE day BETWEEN ${since} AND ${until}
                                GROUP BY source, target ORDER BY source, target)
                          TO '${last}/${name}.tsv' (HEADER false, DELIMITER '\t')`);
  }
}

await (what === "time" ? time() : ties());
