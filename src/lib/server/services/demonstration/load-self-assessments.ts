import { selfAssessmentKey } from '../../../domain/evidence/evidence';
import type { CopyFrom, Tx } from '../../db/client';
import { copyRows, type CopyField } from '../../db/copy-rows';
import { evidence } from '../../db/schema';
import type { StoredIds } from './load-observations';
import type { StoredRound } from './load-rounds';
import { demonstrationDepartmentCode } from './settings';

/** Stores what units say of themselves, in one statement. */
export async function loadSelfAssessments(
	copyFrom: CopyFrom,
	rounds: readonly StoredRound[],
	ids: StoredIds
): Promise<void> {
	function* rows(): Generator<readonly CopyField[]> {
		for (const { id, plan } of rounds) {
			for (const own of plan.selfAssessments) {
				const by = own.by === undefined ? null : (ids.people.get(own.by) ?? null);
				const at = own.savedAt.toISOString();
				const isSubmitted = own.status === 'submitted';
				yield [
					id,
					ids.units.get(own.unitCode)!,
					plan.framework.indicatorOf.get(own.nodeCode)!.id,
					own.score,
					own.comment,
					own.status,
					by,
					at,
					isSubmitted ? by : null,
					isSubmitted ? at : null
				];
			}
		}
	}
	await copyRows(
		copyFrom,
		'self_assessment',
		[
			'round_id',
			'unit_id',
			'indicator_id',
			'score',
			'comment',
			'status',
			'saved_by',
			'saved_at',
			'submitted_by',
			'submitted_at'
		],
		rows()
	);
}

/** The demonstration's own department put something beside its words. All of it is made up. */
export async function loadSelfEvidence(
	tx: Tx,
	rounds: readonly StoredRound[],
	ids: StoredIds
): Promise<void> {
	const unitId = ids.units.get(demonstrationDepartmentCode);
	const rows = rounds.flatMap(({ id, plan }) =>
		plan.selfAssessments
			.filter(({ unitCode }) => unitCode === demonstrationDepartmentCode)
			.map(({ nodeCode, by, savedAt }) => ({
				unitId: unitId!,
				subject: 'selfAssessment' as const,
				subjectKey: selfAssessmentKey(id, unitId!, plan.framework.indicatorOf.get(nodeCode)!.id),
				label: '自评佐证材料',
				url: `https://example.org/self/${plan.period.code}/${nodeCode}`,
				addedBy: by === undefined ? null : (ids.people.get(by) ?? null),
				addedAt: savedAt
			}))
	);
	if (unitId !== undefined && rows.length > 0) await tx.insert(evidence).values(rows);
}
