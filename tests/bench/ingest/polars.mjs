// Polars on the columns that are needed.
//
//     node polars.mjs FILE      prints seconds and rows
process.env.POLARS_MAX_THREADS = "2";
const { default: pl } = await import("nodejs-polars");

const used = { 0: "id", 1: "day", 5: "chain1", 15: "chain2", 26: "code", 30: "tone", 60: "url" };
const types = { id: pl.Int64, tone: pl.Float64 };
const schema = Object.fromEntries(Array.from({ length: 61 }, (_, i) => used[i] ?? `c${i}`).map(name => [name, types[name] ?? pl.String]));
const start = process.hrtime.bigint();
const table = await pl.scanCSV(process.argv[2], { sep: "\t", hasHeader: false, quoteChar: undefined, schema })
  .select(Object.values(used).map(name => pl.col(name)))
  .filter(pl.col("chain1").isNotNull().and(pl.col("chain2").isNotNull()))
  .withColumns(pl.col("day").str.strptime(pl.Date, "%Y%m%d"))
  .collect();
console.log((Number(process.hrtime.bigint() - start) / 1e9).toFixed(4), table.height);
