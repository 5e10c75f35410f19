import { can, demand, type Scope } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { scoringInputOf } from '../../../domain/round/round-scoring';
import { scopeOfRound } from '../../../domain/round/visibility';
import { compileFramework } from '../../../domain/scoring/compile';
import { withoutPeers, explainUnit, type Receipt } from '../../../domain/scoring/receipt';
import { scoreUnits } from '../../../domain/scoring/score-units';
import type { Context } from '../../context';
import { getFrameworkDefinition } from '../../db/queries/framework';
import {
	getRound,
	listAdjustments,
	listGroupsOfUnits,
	listScoredUnits,
	type StoredRound
} from '../../db/queries/round';
import { listStoredInputs } from '../../db/queries/round-material';
import { getUnitByCode } from '../../db/queries/unit';
import type { Unit } from '../../../domain/unit/unit';

export interface ScoreToExplain {
	readonly roundId: number;
	readonly unitCode: string;
}

/**
 * How a unit's scores in a round came about, recomputed from the round's inputs: the frozen ones of a publication, the current
 * ones of a round under way. Grounds of adjustments come in the reader's language.
 * @throws DomainError `unknownUnit`, or `notFound` for a round that is not there or may not be read
 */
export async function explainScore(ctx: Context, { roundId, unitCode }: ScoreToExplain): Promise<Receipt> {
	const everybody = demand(ctx.actor, 'published.read');
	const round = await getRound(ctx.db, roundId);
	const unit = await getUnitByCode(ctx.db, everybody, unitCode);
	const scope = readableScope(ctx, round, unit);
	if (!scope) throw new DomainError('notFound', `There is no round ${roundId}`, { round: roundId });
	const groups = await listGroupsOfUnits(ctx.db, roundId, [unit.id]);
	const units = await listScoredUnits(ctx.db, everybody, roundId, groups);
	const unitIds = units.map(({ unitId }) => unitId);
	const framework = compileFramework(await getFrameworkDefinition(ctx.db, round.frameworkVersionId));
	const adjustments = await listAdjustments(ctx.db, roundId, unitIds);
	const input = scoringInputOf({
		framework,
		units,
		inputs: await listStoredInputs(ctx.db, everybody, roundId, unitIds),
		adjustments
	});
	const whole = explainUnit(framework, input, scoreUnits(framework, input), unitCode);
	// Heads see their peers as published: before that, their own receipt keeps the peers' values to itself.
	const mayReadPeers = scopeOfRound(ctx.actor, round) ?? can(ctx.actor, 'result.readProvisional', unit.path);
	const receipt = mayReadPeers ? whole : withoutPeers(whole);
	if (ctx.locale === 'en') return receipt;
	const inChinese = new Map(adjustments.map(({ ground, groundZh }) => [ground, groundZh]));
	return {
		...receipt,
		rules: receipt.rules.map((rule) => ({
			...rule,
			adjustments: rule.adjustments.map((row) => ({
				...row,
				ground: inChinese.get(row.ground) ?? row.ground
			}))
		}))
	};
}

/** As for the round's results; before publication also its own receipt for whoever may read that. */
function readableScope(ctx: Context, round: StoredRound, unit: Unit): Scope | undefined {
	return (
		scopeOfRound(ctx.actor, round) ??
		(round.stage === 'withdrawn' || round.stage === 'published'
			? undefined
			: (can(ctx.actor, 'result.readProvisional', unit.path) ?? can(ctx.actor, 'result.readOwn', unit.path)))
	);
}
