import { demand } from '../../../domain/access/can';
import { missingRulesOf } from '../../../domain/framework/missing-rules';
import { indicatorsOf } from '../../../domain/framework/tree';
import { progressOf } from '../../../domain/indicator/report-due';
import { parsePeriod } from '../../../domain/period/period';
import type { ProvisionalBasis } from '../../../domain/round/provisional-basis';
import type { ReadableRound } from '../../../domain/round/readable-round';
import { isProvisional, roundTimeZone } from '../../../domain/round/round';
import type { Context } from '../../context';
import { getFrameworkDefinition } from '../../db/queries/framework';
import { countNotReported } from '../../db/queries/round-input';

/** What a round's results rest on so far, for the units that its reader may see; undefined once nothing changes any more. */
export async function readProvisionalBasis(
	ctx: Context,
	round: Pick<ReadableRound, 'id' | 'frameworkVersionId' | 'period' | 'stage' | 'scope'>
): Promise<ProvisionalBasis | undefined> {
	demand(ctx.actor, 'published.read');
	if (!isProvisional(round.stage)) return undefined;
	const definition = await getFrameworkDefinition(ctx.db, round.frameworkVersionId);
	const asZero = indicatorsOf(definition)
		.filter((node) => missingRulesOf(node).notReported.do === 'zero')
		.map(({ code }) => code);
	return {
		progress: progressOf(parsePeriod(round.period), ctx.now, roundTimeZone),
		countedAsZero: await countNotReported(ctx.db, round.scope, round.id, asZero)
	};
}
