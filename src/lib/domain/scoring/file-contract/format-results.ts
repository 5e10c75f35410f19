import type { NodeResult, ScoringResult } from '../result';

const header = 'unit,node,score,rank,coverage,grade\n';

/**
 * Results as the file contract has them: every node of every unit, nodes in the order of F.json, units by rank, then by code, missing last.
 * Scores before rounding, in shortest round-trip digits; −0 as 0; LF; empty where missing. One chunk a node, so that no result
 * has to stand in memory as one text.
 */
export function* formatCsv(result: ScoringResult): Generator<string> {
	yield header;
	const codes = result.units.map(csvCell);
	for (const node of result.nodes) {
		const name = csvCell(node.code);
		const isTop = node === result.top;
		let chunk = '';
		for (const row of rowsByRank(node)) {
			const score = node.scores[row]!;
			const isThere = score === score;
			const grade = isTop ? csvCell(result.grades[row] ?? '') : '';
			// adding 0 turns −0 into 0
			chunk += `${codes[row]},${name},${isThere ? score + 0 : ''},${isThere ? node.ranks[row] : ''},${node.coverage[row]},${grade}\n`;
		}
		yield chunk;
	}
}

/** The same rows as JSON. */
export function* formatJson(
	result: ScoringResult,
	framework: { code: string; version: number }
): Generator<string> {
	const head = { framework: framework.code, version: framework.version, engineVersion: result.engineVersion };
	yield `${JSON.stringify(head).slice(0, -1)},"results":[`;
	let separator = '\n';
	for (const node of result.nodes) {
		const isTop = node === result.top;
		let chunk = '';
		for (const row of rowsByRank(node)) {
			const score = node.scores[row]!;
			const isThere = score === score;
			chunk += separator;
			separator = ',\n';
			chunk += JSON.stringify({
				unit: result.units[row],
				node: node.code,
				score: isThere ? score + 0 : null,
				rank: isThere ? node.ranks[row] : null,
				coverage: node.coverage[row],
				grade: (isTop ? result.grades[row] : undefined) ?? null
			});
		}
		yield chunk;
	}
	yield '\n]}\n';
}

/** Rows of a node by rank; rows stand in code order already, and the sort is stable. */
function rowsByRank({ ranks }: NodeResult): Uint32Array {
	const rows = new Uint32Array(ranks.length);
	for (let row = 0; row < rows.length; row++) rows[row] = row;
	const key = (row: number) => (Number.isNaN(ranks[row]!) ? Infinity : ranks[row]!);
	return rows.sort((a, b) => {
		const [left, right] = [key(a), key(b)];
		return left < right ? -1 : left > right ? 1 : a - b;
	});
}

/** A cell by RFC 4180: in quotes where it holds a comma, a quote or a line break. */
export function csvCell(text: string): string {
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
