import { demand } from '../../../domain/access/can';
import {
	changeProblems,
	indicatorProblems,
	type IndicatorDetails,
	type RegisteredIndicator
} from '../../../domain/indicator/indicator-register';
import { refuseProblems } from '../../../domain/register/problem';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import {
	hasIndicatorData,
	listFrameworksOfIndicator,
	updateIndicator
} from '../../db/queries/indicator-register';
import { getHeldIndicator } from './get-held-indicator';

export interface IndicatorToChange {
	readonly code: string;
	readonly revision: number;
	readonly details: IndicatorDetails;
	/** why the words of an indicator change that a published framework has; kept in the audit */
	readonly reason: string;
}

/**
 * Changes what is said of an indicator, as far as no number and no published framework gets another meaning by it.
 * @throws DomainError `unknownIndicator`, `forbidden`, `conflict`, `invalidInput` with problems by field
 */
export async function changeIndicator(ctx: Context, wish: IndicatorToChange): Promise<void> {
	demand(ctx.actor, 'indicator.manage');
	await ctx.db.transaction(async (tx) => {
		const indicator = await getHeldIndicator(tx, ctx.actor, wish.code, wish.revision);
		const before = detailsOf(indicator);
		const frameworks = await listFrameworksOfIndicator(tx, indicator.id);
		const use = {
			hasData: await hasIndicatorData(tx, indicator.id),
			settledFrameworks: frameworks
				.filter(({ status }) => status !== 'draft')
				.map(({ code, version }) => `${code} ${version}`)
		};
		refuseProblems([
			...changeProblems(before, wish.details, use, wish.reason),
			...indicatorProblems(wish.details)
		]);
		if (isSame(before, wish.details)) return;
		await updateIndicator(tx, indicator.id, wish.details);
		await appendAudit(tx, {
			actorId: ctx.actor.userId,
			at: ctx.now,
			action: 'indicator.change',
			entity: 'indicator',
			entityId: wish.code,
			before,
			after: { ...wish.details, ...(wish.reason.trim() ? { reason: wish.reason.trim() } : {}) }
		});
	});
}

export function detailsOf(indicator: RegisteredIndicator): IndicatorDetails {
	const { id: _id, code: _code, retiredAt: _retiredAt, revision: _revision, ...details } = indicator;
	return details;
}

function isSame(a: IndicatorDetails, b: IndicatorDetails): boolean {
	return (Object.keys(a) as (keyof IndicatorDetails)[]).every(
		(key) => JSON.stringify(a[key]) === JSON.stringify(b[key])
	);
}
