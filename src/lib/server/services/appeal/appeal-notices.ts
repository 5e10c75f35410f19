import type { Appeal } from '../../../domain/appeal/appeal';
import type { AppealMove } from '../../../domain/appeal/appeal-flow';
import type { Role } from '../../../domain/access/roles';
import type { MessageKind, Notice } from '../../../domain/message/message';

const decided = { kind: 'appeal.decided', roles: ['departmentHead'] } as const;

/** Who is told of which step: those who decide of what waits for them, the unit of what became of its objection. */
const told: Partial<Record<AppealMove, { readonly kind: MessageKind; readonly roles: readonly Role[] }>> = {
	file: { kind: 'appeal.filed', roles: ['evaluationStaff', 'evaluationManager'] },
	admit: { kind: 'appeal.admitted', roles: ['departmentHead'] },
	refuse: { kind: 'appeal.refused', roles: ['departmentHead'] },
	uphold: decided,
	partlyUphold: decided,
	dismiss: decided
};

/** What a step of an appeal is told by; none of one that was taken back, which the page shows. */
export function appealNotices(
	move: AppealMove,
	appeal: Pick<Appeal, 'id' | 'unit' | 'indicator' | 'round' | 'dueAt' | 'filedBy'>,
	said: { readonly reason: string | null; readonly by: string }
): Notice[] {
	const word = told[move];
	if (!word) return [];
	return [
		{
			kind: word.kind,
			unitId: appeal.unit.id,
			roles: word.roles,
			alsoUserIds: move !== 'file' && appeal.filedBy !== null ? [appeal.filedBy] : [],
			details: {
				appeal: appeal.id,
				indicator: appeal.indicator.code,
				period: appeal.round.period,
				until: appeal.dueAt.toISOString(),
				...said
			},
			path: `/rounds/appeals/${appeal.id}`,
			dedupeKey: `appeal ${appeal.id} ${move}`
		}
	];
}
