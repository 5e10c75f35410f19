import type { ReadStream } from 'node:fs';
import { can, demand, type Scope } from '../../../domain/access/can';
import type { Permission } from '../../../domain/access/permissions';
import { DomainError } from '../../../domain/errors';
import { downloadName, readSelfAssessmentKey, type EvidenceSubject } from '../../../domain/evidence/evidence';
import type { Context } from '../../context';
import { isAdjustmentConfirmed } from '../../db/queries/adjustment';
import { findEvidence, type FoundEvidence } from '../../db/queries/evidence';
import { listSubmittedSelfScores } from '../../db/queries/self-assessment';
import { openFile } from '../../files/store-file';

export interface OpenedEvidence {
	readonly fileName: string;
	readonly mediaType: string;
	readonly bytes: number;
	stream(): ReadStream;
}

/** What must be readable, for a proof of it to be. */
const readers = [
	['observation', 'observation.read'],
	['order', 'order.read'],
	['appeal', 'appeal.read'],
	['adjustment', 'assessment.readSubmitted'],
	['adjustment', 'round.read'],
	['selfAssessment', 'selfAssessment.write'],
	['selfAssessment', 'assessment.readSubmitted']
] as const satisfies readonly (readonly [EvidenceSubject, Permission])[];

/**
 * A file that proves something, for whoever may read what it proves.
 * @throws DomainError `notSignedIn`, `forbidden`, `notFound` (somebody else's, taken away, a link, or proof of something else)
 */
export async function openEvidence(ctx: Context, id: number): Promise<OpenedEvidence> {
	const readable = readers.flatMap(([subject, permission]) => {
		const scope = can(ctx.actor, permission);
		return scope ? [{ subject, permission, scope }] : [];
	});
	if (readable.length === 0) demand(ctx.actor, 'observation.read');
	let found: FoundEvidence | undefined;
	for (const { subject, permission, scope } of readable) {
		const one = await findEvidence(ctx.db, scope, id);
		if (one?.subject === subject && (await mayRead(ctx, one, permission, scope))) found = one;
	}
	if (!found || found.fileSha256 === null || found.mediaType === null) {
		throw new DomainError('notFound', `There is no file ${id} for you`, { id });
	}
	const { bytes, stream } = await openFile(found.fileSha256);
	return {
		fileName: downloadName(found.label, found.mediaType),
		mediaType: found.mediaType,
		bytes,
		stream
	};
}

/**
 * What an adjustment rests on its unit reads once it counts; before, those alone who decide on it or oversee them. What a unit says of
 * itself others read once it is submitted.
 */
async function mayRead(
	ctx: Context,
	{ subject, subjectKey }: FoundEvidence,
	permission: Permission,
	scope: Scope
): Promise<boolean> {
	const isOfOthers = permission === 'assessment.readSubmitted';
	if (subject === 'adjustment') return isOfOthers || isAdjustmentConfirmed(ctx.db, Number(subjectKey));
	if (subject !== 'selfAssessment' || !isOfOthers) return true;
	const { roundId, unitId, indicatorId } = readSelfAssessmentKey(subjectKey);
	const of = { roundId, unitId, indicatorIds: [indicatorId] };
	return (await listSubmittedSelfScores(ctx.db, scope, of)).length > 0;
}
