import { periodStart } from '../../../domain/period/period';
import type { PublicationContent } from '../../../domain/round/publication';
import {
	scoreRound,
	type RoundAdjustment,
	type RoundInput,
	type RoundUnit
} from '../../../domain/round/round-scoring';
import { engineVersion } from '../../../domain/scoring/engine-version';
import type { CopyFrom, Db } from '../../db/client';
import { copyRows, type CopyField } from '../../db/copy-rows';
import { round, roundStageWindow } from '../../db/schema';
import { inputColumns, inputFields, resultColumns, resultFields } from '../../db/round-rows';
import type { StoredIds } from './load-observations';
import { loadSelfAssessments } from './load-self-assessments';
import { assessorsPerCell } from './plan-assessments';
import type { PlannedAdjustment } from './plan-adjustments';
import type { RoundPlan } from './plan-rounds';
import { nationSeed } from './regions';
import { figureKey } from './world-figures';

/** A round as it was stored, with what its publication says. */
export interface StoredRound {
	readonly id: number;
	readonly plan: RoundPlan;
	readonly content: PublicationContent;
}

/** Stores rounds with their units, scores, inputs and results; none is published yet. */
export async function loadRounds(
	db: Db,
	copyFrom: CopyFrom,
	plans: readonly RoundPlan[],
	ids: StoredIds,
	now: Date,
	onRound: (done: number) => void
): Promise<StoredRound[]> {
	const rootUnitId = ids.units.get(nationSeed.code)!;
	const roundIds = await db.transaction(async (tx) => {
		const rows = await tx
			.insert(round)
			.values(
				plans.map((plan) => ({
					frameworkVersionId: plan.framework.versionId,
					period: plan.period.code,
					periodStart: periodStart(plan.period),
					rootUnitId,
					stage: plan.stage,
					audience: 'public' as const,
					assessorsPerCell: assessorsPerCell(plan.framework),
					engineVersion,
					computedAt: plan.publishedAt ?? now
				}))
			)
			.returning({ id: round.id });
		await tx
			.insert(roundStageWindow)
			.values(
				plans.flatMap((plan, i) => plan.windows.map((window) => ({ roundId: rows[i]!.id, ...window })))
			);
		return rows.map(({ id }) => id);
	});
	const rounds = plans.map((plan, i): StoredRound => ({
		id: roundIds[i]!,
		plan,
		content: contentOf(plan, ids)
	}));
	await copyRows(
		copyFrom,
		'round_unit',
		['round_id', 'unit_id', 'peer_group'],
		rounds.flatMap(({ id, content }) => content.units.map(({ unitId, peerGroup }) => [id, unitId, peerGroup]))
	);
	await loadAssessments(copyFrom, rounds, ids);
	await loadSelfAssessments(copyFrom, rounds, ids);
	await loadAdjustments(copyFrom, rounds, ids, now);
	for (const [i, { id, content }] of rounds.entries()) {
		await copyRows(
			copyFrom,
			'round_input',
			inputColumns,
			content.inputs.map((row) => inputFields(id, row))
		);
		await copyRows(
			copyFrom,
			'result',
			resultColumns,
			content.results.map((row) => resultFields(id, row))
		);
		onRound(i + 1);
	}
	return rounds;
}

function contentOf(plan: RoundPlan, ids: StoredIds): PublicationContent {
	const { framework, period } = plan;
	const hasPeers = framework.definition.peers !== undefined;
	const units = plan.units.map(({ code, sector }): RoundUnit => ({
		unitId: ids.units.get(code)!,
		code,
		peerGroup: hasPeers ? sector : null
	}));
	const inputs = units.flatMap(({ unitId, code }) =>
		[...framework.indicatorOf.keys()].map((nodeCode): RoundInput =>
			inputRow(unitId, nodeCode, plan.inputs.get(figureKey(code, nodeCode, period.code))!)
		)
	);
	const adjustments = plan.adjustments.map(({ unitCode, ruleCode, amount, groundEn }): RoundAdjustment => ({
		unitId: ids.units.get(unitCode)!,
		ruleCode,
		amount,
		ground: groundEn
	}));
	const { rows } = scoreRound({ framework: framework.compiled, units, inputs, adjustments });
	return {
		framework: framework.definition,
		engineVersion,
		period: period.code,
		root: nationSeed.code,
		units,
		inputs,
		adjustments,
		results: rows
	};
}

/** Only what is stored, whatever else the planned value carries. */
function inputRow(
	unitId: number,
	nodeCode: string,
	from: Omit<RoundInput, 'unitId' | 'nodeCode'>
): RoundInput {
	const { value, numerator, denominator, distribution, missingReason, qualifier, provenance, basis, source } =
		from;
	return {
		unitId,
		nodeCode,
		value,
		numerator,
		denominator,
		distribution,
		missingReason,
		qualifier,
		provenance,
		basis,
		source
	};
}

async function loadAssessments(
	copyFrom: CopyFrom,
	rounds: readonly StoredRound[],
	ids: StoredIds
): Promise<void> {
	function* rows(): Generator<readonly CopyField[]> {
		for (const { id, plan } of rounds) {
			for (const assessment of plan.assessments) {
				yield [
					id,
					ids.units.get(assessment.unitCode)!,
					plan.framework.indicatorOf.get(assessment.nodeCode)!.id,
					ids.people.get(assessment.assessor)!,
					assessment.score,
					assessment.comment,
					assessment.status,
					assessment.dueAt.toISOString(),
					assessment.savedAt?.toISOString() ?? null,
					assessment.submittedAt?.toISOString() ?? null
				];
			}
		}
	}
	await copyRows(
		copyFrom,
		'assessment',
		[
			'round_id',
			'unit_id',
			'indicator_id',
			'assessor_id',
			'score',
			'comment',
			'status',
			'due_at',
			'saved_at',
			'submitted_at'
		],
		rows()
	);
}

async function loadAdjustments(
	copyFrom: CopyFrom,
	rounds: readonly StoredRound[],
	ids: StoredIds,
	now: Date
): Promise<void> {
	const [manager, proposer] = [ids.people.get('manager')!, ids.people.get('assessor2')!];
	// In a round under way what it rests on has happened by now.
	const createdAt = ({ publishedAt }: RoundPlan): string => (publishedAt ?? now).toISOString();
	await copyRows(
		copyFrom,
		'adjustment',
		[
			...['round_id', 'unit_id', 'rule_code', 'amount', 'ground_en', 'ground_zh'],
			...['created_by', 'created_at', 'status', 'decided_by', 'decided_at']
		],
		rounds.flatMap(({ id, plan }) => {
			const at = createdAt(plan);
			const rowOf = ({ unitCode, ruleCode, amount, groundEn, groundZh }: PlannedAdjustment) => [
				...[id, ids.units.get(unitCode)!, ruleCode, amount, groundEn, groundZh, proposer, at]
			];
			return [
				...plan.adjustments.map((one) => [...rowOf(one), 'confirmed', manager, at]),
				...plan.proposals.map((one) => [...rowOf(one), 'proposed', null, null])
			];
		})
	);
}
