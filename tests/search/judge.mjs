// What a searcher gave for judged queries → measures.

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] || 0;

export const percent = (share) => `${Math.round(share * 100)} %`;

/** `find(q)` promises {routes (best first), bytes, ms}; a query is answered where the first wanted route stands. */
export async function judge(queries, find) {
  const rows = [];
  for (const query of queries) {
    const found = await find(query.q);
    const rank = found.routes.findIndex((route) => query.want.includes(route)) + 1;
    rows.push({ ...query, ...found, rank });
  }
  const share = (yes) => rows.filter(yes).length / rows.length;
  const spread = (key) => ({ median: median(rows.map((row) => row[key])), most: Math.max(...rows.map((row) => row[key])) });
  return {
    rows,
    mrr: rows.reduce((sum, row) => sum + (row.rank ? 1 / row.rank : 0), 0) / rows.length,
    first: share((row) => row.rank === 1),
    three: share((row) => row.rank >= 1 && row.rank <= 3),
    bytes: spread('bytes'),
    ms: spread('ms'),
  };
}
