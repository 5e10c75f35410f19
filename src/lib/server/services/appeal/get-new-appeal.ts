import { can, demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { isStageOpen, type RoundStage } from '../../../domain/round/round';
import type { RoundHead } from '../../../domain/round/readable-round';
import type { AppealedFigure } from '../../../domain/appeal/appeal';
import type { Indicator } from '../../../domain/indicator/indicator';
import type { Unit } from '../../../domain/unit/unit';
import type { Context } from '../../context';
import { listIndicatorsByCode } from '../../db/queries/directory';
import { findOpenAppeal } from '../../db/queries/appeal';
import { listGroupsOfUnits, listIndicatorNodes, getRound } from '../../db/queries/round';
import { listWindowsOf } from '../../db/queries/round-board';
import { getRoundHead } from '../../db/queries/round-head';
import { getPermittedUnit } from '../observation/get-permitted-unit';
import { readAppealedFigure } from './appealed-figure';

export interface AppealSubject {
	/** id of the round */
	readonly round: number;
	/** codes */
	readonly unit: string;
	readonly indicator: string;
}

/** What a unit may object to, or why not. */
export interface NewAppeal {
	readonly unit: Unit;
	readonly indicator: Indicator;
	readonly round: RoundHead;
	readonly figure: AppealedFigure;
	/** until when an objection can be filed; null: now it cannot */
	readonly closesAt: Date | null;
	/** one that is open against the same figure */
	readonly openAppeal: number | undefined;
}

/**
 * What one indicator of a unit stands at in a round, for its unit to object to.
 * @throws DomainError `forbidden`, `unknownUnit`, `unknownIndicator`, `notFound` (the round does not take them in)
 */
export async function getNewAppeal(ctx: Context, subject: AppealSubject): Promise<NewAppeal> {
	demand(ctx.actor, 'appeal.file');
	const { unit, scope } = await getPermittedUnit(ctx, 'appeal.file', subject.unit);
	const indicator = (await listIndicatorsByCode(ctx.db, [subject.indicator])).get(subject.indicator);
	if (!indicator) throw new DomainError('unknownIndicator', `There is no indicator ${subject.indicator}`);
	const round = await getRound(ctx.db, subject.round);
	const nodes = await listIndicatorNodes(ctx.db, round.frameworkVersionId);
	const isIn = (await listGroupsOfUnits(ctx.db, round.id, [unit.id])).length > 0;
	if (!isIn || !nodes.some(({ indicatorId }) => indicatorId === indicator.id)) {
		throw new DomainError('notFound', `Round ${round.id} has no ${indicator.code} of ${unit.code}`);
	}
	const windows = await listWindowsOf(ctx.db, round.id);
	const isOpen = round.stage === 'publicity' && isStageOpen(windows, 'publicity', ctx.now);
	const cell = { roundId: round.id, unitId: unit.id, indicatorId: indicator.id };
	return {
		unit,
		indicator,
		round: await getRoundHead(ctx.db, round.id),
		figure: await readAppealedFigure(ctx.db, cell),
		closesAt: isOpen ? windows.find(({ stage }) => stage === 'publicity')!.closesAt : null,
		openAppeal: await findOpenAppeal(ctx.db, scope, cell)
	};
}

/** Until when somebody may object to figures of a unit in a round; undefined where he may not now. */
export async function objectionUntil(
	ctx: Context,
	round: { readonly id: number; readonly stage: RoundStage },
	unit: Pick<Unit, 'path'>
): Promise<Date | undefined> {
	if (round.stage !== 'publicity' || !can(ctx.actor, 'appeal.file', unit.path)) return undefined;
	const windows = await listWindowsOf(ctx.db, round.id);
	const isOpen = isStageOpen(windows, 'publicity', ctx.now);
	return isOpen ? windows.find(({ stage }) => stage === 'publicity')?.closesAt : undefined;
}
