import { demand } from '../../../domain/access/can';
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
import { hasWholeTree } from '../register/demand-whole-tree';

export interface IndicatorRecord {
	readonly indicator: RegisteredIndicator;
	readonly hasData: boolean;
	readonly frameworks: readonly IndicatorFramework[];
	/** as `PDR-R 2026-Q4` */
	readonly openRounds: readonly { readonly framework: string; readonly period: string }[];
	readonly rubric: readonly RubricLevelDetails[];
	readonly isRubricUsed: boolean;
	/** whether the reader may change the indicator */
	readonly mayManage: boolean;
}

/** Everything that is said of an indicator; its targets have a list of their own. @throws DomainError `unknownIndicator`, `forbidden` */
export async function getIndicatorRecord(ctx: Context, code: string): Promise<IndicatorRecord> {
	demand(ctx.actor, 'round.read');
	const indicator = await getRegisteredIndicator(ctx.db, code);
	return {
		indicator,
		hasData: await hasIndicatorData(ctx.db, indicator.id),
		frameworks: await listFrameworksOfIndicator(ctx.db, indicator.id),
		openRounds: await listOpenRoundsOfIndicator(ctx.db, indicator.id),
		rubric: await listRubricDetails(ctx.db, indicator.id),
		isRubricUsed: await hasBeenScored(ctx.db, indicator.id),
		mayManage: hasWholeTree(ctx.actor, 'indicator.manage')
	};
}
