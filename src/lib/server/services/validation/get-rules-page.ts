import { demand } from '../../../domain/access/can';
import type { Indicator } from '../../../domain/indicator/indicator';
import type { ValidationRule } from '../../../domain/validation/rule';
import type { Context } from '../../context';
import { getIndicatorByCode } from '../../db/queries/indicator';
import { listCheckedIndicators, listRulesOfIndicator } from '../../db/queries/rule';

export interface RulesPage {
	readonly indicator: Indicator;
	readonly rules: readonly ValidationRule[];
	/** that an expression may name */
	readonly codes: readonly string[];
}

/** The validation rules of an indicator, for those who keep its definition. @throws DomainError `unknownIndicator` */
export async function getRulesPage(ctx: Context, code: string): Promise<RulesPage> {
	demand(ctx.actor, 'indicator.manage');
	const indicator = await getIndicatorByCode(ctx.db, code);
	return {
		indicator,
		rules: await listRulesOfIndicator(ctx.db, indicator),
		codes: (await listCheckedIndicators(ctx.db)).map((one) => one.code)
	};
}
