import type { DistributionFigure } from './period-figure';

/** All cases of several distributions in one, values ascending. */
export function mergeDistributions(figures: readonly DistributionFigure[]): DistributionFigure {
	const counts = new Map<number, { answered: number; waiting: number }>();
	for (const { points } of figures) {
		for (const [value, answered, waiting] of points) {
			const known = counts.get(value);
			if (known) {
				known.answered += answered;
				known.waiting += waiting;
			} else counts.set(value, { answered, waiting });
		}
	}
	const values = [...counts.keys()].sort((a, b) => a - b);
	return {
		points: values.map((value) => {
			const { answered, waiting } = counts.get(value)!;
			return [value, answered, waiting] as const;
		})
	};
}

/** Cases of all kinds. */
export function countCases({ points }: DistributionFigure): number {
	return points.reduce((sum, [, answered, waiting]) => sum + answered + waiting, 0);
}

/** Mean value of the answered cases; NaN of none. */
export function meanOfAnswered(figure: DistributionFigure): number {
	const { points } = mergeDistributions([figure]);
	const count = points.reduce((sum, [, answered]) => sum + answered, 0);
	return points.reduce((sum, [value, answered]) => sum + value * answered, 0) / count;
}

/**
 * Kaplan–Meier median: the least value t at which the share of cases still unanswered, S(t) = Π (1 − answered / at risk) over all
 * values up to t, is at most one half; undefined if it never is. At risk at t are all cases of t and above; those that wait until t
 * leave after those answered on t (Kaplan & Meier 1958). Compared as whole numbers, since S = 1/2 is common and 0.5000000000000001 is not it.
 * Where S is exactly 1/2 over a stretch, this is its beginning; R's `survfit` reports the middle.
 */
export function kaplanMeierMedian(figure: DistributionFigure): number | undefined {
	const { points } = mergeDistributions([figure]);
	let atRisk = countCases({ points });
	let surviving = 1n;
	let all = 1n;
	for (const [value, answered, waiting] of points) {
		if (answered > 0) {
			surviving *= BigInt(atRisk - answered);
			all *= BigInt(atRisk);
			if (2n * surviving <= all) return value;
		}
		atRisk -= answered + waiting;
	}
	return undefined;
}
