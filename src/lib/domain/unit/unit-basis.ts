import { missingRulesOf } from '../framework/missing-rules';
import { progressOf } from '../indicator/report-due';
import { parsePeriod } from '../period/period';
import type { ProvisionalBasis } from '../round/provisional-basis';
import { isProvisional, roundTimeZone } from '../round/round';
import type { ReportNode, RoundInput, UnitRound } from './unit-report';

/** What one unit's results of a round rest on so far; undefined once nothing changes any more. */
export function unitBasis(
	{ period, stage }: Pick<UnitRound, 'period' | 'stage'>,
	nodes: readonly ReportNode[],
	inputs: readonly Pick<RoundInput, 'nodeCode' | 'missingReason'>[],
	now: Date
): ProvisionalBasis | undefined {
	if (!isProvisional(stage)) return undefined;
	const asZero = new Set(
		nodes.filter(({ spec }) => missingRulesOf(spec).notReported.do === 'zero').map(({ code }) => code)
	);
	return {
		progress: progressOf(parsePeriod(period), now, roundTimeZone),
		countedAsZero: inputs.filter(
			({ nodeCode, missingReason }) => missingReason === 'notReported' && asZero.has(nodeCode)
		).length
	};
}
