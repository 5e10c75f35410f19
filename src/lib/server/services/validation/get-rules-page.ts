import { demand } from '../../../domain/access/can';
import type { RegisteredIndicator } from '../../../domain/indicator/indicator-register';
import type { ValidationRule } from '../../../domain/validation/rule';
import type { Context } from '../../context';
import { getRegisteredIndicator } from '../../db/queries/indicator-register';
import { listCheckedIndicators, listRulesOfIndicator } from '../../db/queries/rule';
import { hasWholeTree } from '../register/demand-whole-tree';

export interface RulesPage {
	readonly indicator: RegisteredIndicator;
	readonly rules: readonly ValidationRule[];
	/** that an expression may name */
	readonly codes: readonly string[];
	readonly mayChange: boolean;
}

/** The validation rules of an indicator, to read for all who take part in rounds. @throws DomainError `unknownIndicator` */
export async function getRulesPage(ctx: Context, code: string): Promise<RulesPage> {
	demand(ctx.actor, 'round.read');
	const indicator = await getRegisteredIndicator(ctx.db, code);
	return {
		indicator,
		rules: await listRulesOfIndicator(ctx.db, indicator),
		codes: (await listCheckedIndicators(ctx.db)).map((one) => one.code),
		mayChange: hasWholeTree(ctx.actor, 'indicator.manage')
	};
}
