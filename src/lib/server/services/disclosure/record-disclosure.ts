import { demand, type Scope } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { readEvidenceUrl } from '../../../domain/evidence/evidence';
import { firstDisclosureYear, longestDisclosureNote } from '../../../domain/oversight/disclosure';
import { isDay } from '../../../domain/period/day';
import { refuseProblems, type RegisterProblem } from '../../../domain/register/problem';
import { roundTimeZone } from '../../../domain/round/round';
import { endOfDay } from '../../../domain/indicator/report-due';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import type { Tx } from '../../db/client';
import {
	findParty,
	listDisclosureItems,
	listDisclosures,
	markDisclosureWithdrawn,
	putDisclosure
} from '../../db/queries/disclosure';
import { feedDisclosures } from './feed-disclosures';

export interface DisclosurePlace {
	readonly party: number;
	readonly item: string;
	readonly year: number;
}

export interface DisclosureToRecord extends DisclosurePlace {
	/** ISO day on which it was published */
	readonly disclosedOn: string;
	readonly url: string;
	readonly note: string;
}

/**
 * Records that a party published an item, where and when, in the place of what was said of it before.
 * @throws DomainError `notFound` (party or item), `forbidden`, `invalidInput` naming the field
 */
export async function recordDisclosure(ctx: Context, wish: DisclosureToRecord): Promise<void> {
	const scope = demand(ctx.actor, 'disclosure.record');
	const url = readEvidenceUrl(wish.url);
	refuseProblems(problemsOf(wish, url, ctx.now));
	await ctx.db.transaction(async (tx) => {
		const { party, unitId, before } = await holdPlace(tx, scope, wish);
		await putDisclosure(tx, {
			partyId: party.id,
			itemCode: wish.item,
			year: wish.year,
			disclosedOn: wish.disclosedOn,
			url: url!,
			note: wish.note.trim(),
			recordedBy: ctx.actor.userId ?? null,
			recordedAt: ctx.now
		});
		await appendAudit(tx, {
			...{ actorId: ctx.actor.userId, at: ctx.now, action: 'disclosure.record' as const },
			...{ entity: 'disclosure', entityId: `${party.id}/${wish.item}/${wish.year}`, unitId },
			before,
			after: { disclosedOn: wish.disclosedOn, url: url!, note: wish.note.trim() }
		});
		await feedDisclosures(tx, ctx, wish.year, [unitId]);
	});
}

/** Takes back that an item was published; the audit keeps what was said. @throws DomainError `notFound`, `forbidden` */
export async function withdrawDisclosure(ctx: Context, wish: DisclosurePlace): Promise<void> {
	const scope = demand(ctx.actor, 'disclosure.record');
	await ctx.db.transaction(async (tx) => {
		const { party, unitId, before } = await holdPlace(tx, scope, wish);
		const isThere = await markDisclosureWithdrawn(tx, {
			...{ partyId: party.id, itemCode: wish.item, year: wish.year },
			...{ by: ctx.actor.userId, at: ctx.now }
		});
		if (!isThere) throw new DomainError('notFound', `Nothing is recorded of ${wish.item}`, { ...wish });
		await appendAudit(tx, {
			...{ actorId: ctx.actor.userId, at: ctx.now, action: 'disclosure.withdraw' as const },
			...{ entity: 'disclosure', entityId: `${party.id}/${wish.item}/${wish.year}`, unitId },
			before
		});
		await feedDisclosures(tx, ctx, wish.year, [unitId]);
	});
}

async function holdPlace(tx: Tx, scope: Scope, { party: id, item, year }: DisclosurePlace) {
	const party = await findParty(tx, scope, id, true);
	const items = await listDisclosureItems(tx);
	if (!party || !items.some(({ code, kind }) => code === item && kind === party.kind)) {
		throw new DomainError('notFound', `Party ${id} owes no item ${item} to you`, { id, item });
	}
	const said = (await listDisclosures(tx, [id], year)).find(({ itemCode }) => itemCode === item);
	const before = said && { disclosedOn: said.disclosedOn, url: said.url, note: said.note };
	return { party, unitId: party.unit.id, before };
}

function problemsOf(wish: DisclosureToRecord, url: string | undefined, now: Date): RegisterProblem[] {
	const problems: RegisterProblem[] = [];
	const isFuture = isDay(wish.disclosedOn) && endOfDay(wish.disclosedOn, roundTimeZone) > tomorrow(now);
	if (!isDay(wish.disclosedOn)) problems.push({ field: 'disclosedOn', problem: 'dateShape' });
	else if (isFuture) problems.push({ field: 'disclosedOn', problem: 'dayAhead' });
	if (url === undefined) problems.push({ field: 'url', problem: 'urlShape' });
	if (wish.note.trim().length > longestDisclosureNote)
		problems.push({ field: 'note', problem: 'tooLong', subject: String(longestDisclosureNote) });
	if (wish.year < firstDisclosureYear || wish.year > now.getUTCFullYear() + 1)
		problems.push({ field: 'year', problem: 'periodShape', subject: String(wish.year) });
	return problems;
}

/** The day under way ends at most so late. */
function tomorrow(now: Date): Date {
	return new Date(now.getTime() + 86_400_000);
}
