import { can, demand } from '../../../domain/access/can';
import type { RegisteredIndicator, RubricLevelDetails } from '../../../domain/indicator/indicator-register';
import type { Context } from '../../context';
import {
	getRegisteredIndicator,
	hasBeenScored,
	hasIndicatorData,
	listFrameworksOfIndicator,
	listOpenRoundsOfIndicator,
	listRubricDetails,
	type IndicatorFramework
} from '../../db/queries/indicator-register';
import { listTargetPage, type StoredTarget } from '../../db/queries/target';
import { hasWholeTree } from '../register/demand-whole-tree';

export interface IndicatorRecord {
	readonly indicator: RegisteredIndicator;
	readonly hasData: boolean;
	readonly frameworks: readonly IndicatorFramework[];
	/** as `PDR-R 2026-Q4` */
	readonly openRounds: readonly string[];
	readonly rubric: readonly RubricLevelDetails[];
	readonly isRubricUsed: boolean;
	readonly targets: readonly StoredTarget[];
	readonly targetCount: number;
	readonly targetPageSize: number;
	/** whether the reader may change the indicator */
	readonly mayManage: boolean;
	/** whether the reader may set targets for units of their own */
	readonly maySetTargets: boolean;
}

const targetPageSize = 50;

/** Everything that is said of an indicator, with a page of its targets. @throws DomainError `unknownIndicator`, `forbidden` */
export async function getIndicatorRecord(
	ctx: Context,
	query: { readonly code: string; readonly targetUnit?: string | undefined; readonly targetPage: number }
): Promise<IndicatorRecord> {
	demand(ctx.actor, 'round.read');
	const indicator = await getRegisteredIndicator(ctx.db, query.code);
	const { targets, total } = await listTargetPage(ctx.db, indicator.id, {
		unitText: query.targetUnit,
		limit: targetPageSize,
		offset: (query.targetPage - 1) * targetPageSize
	});
	return {
		indicator,
		hasData: await hasIndicatorData(ctx.db, indicator.id),
		frameworks: await listFrameworksOfIndicator(ctx.db, indicator.id),
		openRounds: await listOpenRoundsOfIndicator(ctx.db, indicator.id),
		rubric: await listRubricDetails(ctx.db, indicator.id),
		isRubricUsed: await hasBeenScored(ctx.db, indicator.id),
		targets,
		targetCount: total,
		targetPageSize,
		mayManage: hasWholeTree(ctx.actor, 'indicator.manage'),
		maySetTargets: can(ctx.actor, 'indicator.manage') !== undefined
	};
}
