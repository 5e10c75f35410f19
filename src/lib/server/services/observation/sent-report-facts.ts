import type { AuditFact } from '../../audit/append';
import type { Context } from '../../context';
import type { ReportUnit, ReportWrite } from '../../db/queries/report-write';
import type { Submission } from './tell-of-submission';

/** A sent report that was written, as far as others hear of it. */
export interface ReportFact extends Pick<ReportWrite, 'period' | 'status' | 'before' | 'after'> {
	readonly unit: ReportUnit;
	readonly indicatorCode: string;
	/** it had come back, or was opened again */
	readonly isCorrection: boolean;
}

/** Of more values than these of one unit the audit says how many; each has a revision of its own all the same. */
const mostAuditedOneByOne = 20;

/** By unit, so that a request says a thing once, however many values it brings. */
export function submissionsOf(writes: readonly ReportFact[]): Submission[] {
	const byUnit = new Map<number, { unit: ReportUnit; cells: Submission['cells'][number][] }>();
	for (const { unit, indicatorCode: code, period, isCorrection } of writes) {
		const known = byUnit.get(unit.id) ?? { unit, cells: [] };
		known.cells.push({ code, period, isCorrection });
		byUnit.set(unit.id, known);
	}
	return [...byUnit.values()];
}

/** A row a value, as the form writes it; of many values of a unit one row a status. */
export function auditFactsOf(
	ctx: Pick<Context, 'actor' | 'now'>,
	source: string,
	writes: readonly ReportFact[]
): AuditFact[] {
	const groups = new Map<string, ReportFact[]>();
	for (const write of writes) {
		const key = `${write.unit.id} ${write.status}`;
		const group = groups.get(key);
		if (group) group.push(write);
		else groups.set(key, [write]);
	}
	return [...groups.values()].flatMap((ofUnit): AuditFact[] => {
		const { unit, status } = ofUnit[0]!;
		const common = {
			actorId: ctx.actor.userId,
			at: ctx.now,
			action: status === 'submitted' ? ('observation.submit' as const) : ('observation.save' as const),
			unitId: unit.id
		};
		if (ofUnit.length <= mostAuditedOneByOne) {
			return ofUnit.map(({ indicatorCode, period, before, after }) => ({
				...common,
				entity: 'observation',
				entityId: `${unit.code}/${indicatorCode}/${period}`,
				before,
				after: { ...(after as object), source }
			}));
		}
		const periods = [...new Set(ofUnit.map(({ period }) => period))].sort();
		const after = { status, source, values: ofUnit.length, periods: periods.slice(0, 24).join(' ') };
		return [{ ...common, entity: 'observation_batch', entityId: unit.code, after }];
	});
}
