// DuckDB with two threads on the columns that are needed, and no others.
//
//     node duckdb.mjs FILE load|aggregate     prints seconds and rows
//     node duckdb.mjs FILE groups OUT         writes the events of every pair of actors' codes and event code, not timed
import { DuckDBInstance } from "@duckdb/node-api";

const [file, what, out] = process.argv.slice(2);
const used = { id: ["BIGINT", 0], day: ["DATE", 1], chain1: ["VARCHAR", 5], chain2: ["VARCHAR", 15], code: ["VARCHAR", 26],
               tone: ["DOUBLE", 30], url: ["VARCHAR", 60] };
for (const [side, from] of [[1, 5], [2, 15]]) {
  ["country", "grp", "ethnic", "faith_a", "faith_b", "type_a", "type_b", "type_c"].forEach((name, i) => {
    used[name + side] = ["VARCHAR", from + 2 + i];
  });
}
const columns = Array.from({ length: 61 }, (_, i) => `'c${i}': 'VARCHAR'`);
for (const [name, [type, place]] of Object.entries(used)) {
  columns[place] = `'${name}': '${type}'`;
}
const source = `read_csv('${file}', delim='\\t', header=false, quote='', escape='', auto_detect=false, nullstr='',
                         dateformat='%Y%m%d', columns={${columns.join(", ")}})`;
const actor = [1, 2].flatMap(side => ["chain", "country", "grp", "ethnic", "faith_a", "faith_b", "type_a", "type_b", "type_c"]
                                       .map(name => name + side)).join(", ");
const queries = {
  load: `CREATE TABLE events AS SELECT id, day, chain1, chain2, code, tone, url FROM ${source}
         WHERE chain1 IS NOT NULL AND chain2 IS NOT NULL`,
  aggregate: `CREATE TABLE dyads AS SELECT chain1, chain2, code[:2] AS root, count(*) AS n, sum(tone) AS tone FROM ${source}
              WHERE chain1 IS NOT NULL AND chain2 IS NOT NULL GROUP BY ALL`,
  groups: `COPY (SELECT ${actor}, code, count(*) FROM ${source} WHERE chain1 IS NOT NULL AND chain2 IS NOT NULL GROUP BY ALL)
           TO '${out}' (HEADER false, DELIMITER '\\t', QUOTE '', NULLSTR '')`
};
const connection = await (await DuckDBInstance.create(":memory:", { threads: "2" })).connect();
const start = process.hrtime.bigint();
await connection.run(queries[what]);
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
if (what !== "groups") {
  const table = what === "load" ? "SELECT count(*) FROM events" : "SELECT sum(n)::BIGINT FROM dyads";
  const rows = (await connection.runAndReadAll(table)).getRows()[0][0];
  console.log(seconds.toFixed(4), String(rows));
}
