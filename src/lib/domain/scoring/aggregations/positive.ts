import type { AggregationFrame } from './aggregation';

/** The score, raised to `floor` where there is one; what is still not above 0 is reported with its unit and node. */
export function positiveScore(frame: AggregationFrame, child: number, row: number, score: number): number {
	const { floor } = frame.parameters;
	const raised = floor !== undefined && score < floor ? floor : score;
	if (!(raised > 0)) {
		frame.report(
			row,
			child,
			`score ${score} is not above 0`,
			'set "floor" on the node, or normalise onto a range that starts above 0, such as [1, 100]'
		);
	}
	return raised;
}
