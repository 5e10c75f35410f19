import { demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { longestNote } from '../../../domain/indicator/read-entry';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import { findOpenFinding, updateJustification } from '../../db/queries/finding';

/**
 * Keeps why a value is right although something was found in it: said by those who enter the unit's data. An error cannot be
 * justified, only corrected.
 * @throws DomainError `notFound` (none that is open, or somebody else's), `invalidInput`
 */
export async function justifyFinding(ctx: Context, wish: { id: number; text: string }): Promise<void> {
	const scope = demand(ctx.actor, 'observation.enter');
	const text = wish.text.trim();
	if (text === '' || text.length > longestNote) {
		throw new DomainError('invalidInput', `Say why, in at most ${longestNote} characters`, { id: wish.id });
	}
	await ctx.db.transaction(async (tx) => {
		const finding = await findOpenFinding(tx, scope, wish.id);
		if (!finding || finding.severity === 'error') {
			throw new DomainError('notFound', 'There is no such open finding', { id: wish.id });
		}
		await updateJustification(tx, wish.id, { text, by: ctx.actor.userId, at: ctx.now });
		await appendAudit(tx, {
			actorId: ctx.actor.userId,
			at: ctx.now,
			action: 'observation.justify',
			entity: 'observation',
			entityId: `${finding.unitCode}/${finding.indicatorCode}/${finding.period}`,
			unitId: finding.unitId,
			before: { justification: finding.justification },
			after: { justification: text }
		});
	});
}
