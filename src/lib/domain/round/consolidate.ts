import type { Consolidation } from '../assessment/assessment';

/**
 * One score from those of several assessors, 0–100: their mean, their median, or the mean without the highest and the lowest
 * (of three and more; of fewer it is the mean). Undefined where nobody has scored.
 */
export function consolidateScores(rule: Consolidation, scores: readonly number[]): number | undefined {
	if (scores.length === 0) return undefined;
	const sorted = [...scores].sort((a, b) => a - b);
	switch (rule) {
		case 'mean':
			return mean(sorted);
		case 'median': {
			const middle = sorted.length >> 1;
			return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1]! + sorted[middle]!) / 2;
		}
		case 'trimmedMean':
			return mean(sorted.length > 2 ? sorted.slice(1, -1) : sorted);
	}
}

function mean(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
