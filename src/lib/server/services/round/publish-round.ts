import { createHash } from 'node:crypto';
import { demand, systemScope } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { publicationJson, type PublicationContent } from '../../../domain/round/publication';
import { parsePeriod, periodStart } from '../../../domain/period/period';
import { engineVersion } from '../../../domain/scoring/engine-version';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import type { Db, Tx } from '../../db/client';
import { replaceFigures } from '../../db/queries/figure';
import { getFrameworkDefinition } from '../../db/queries/framework';
import {
	getRound,
	listAdjustments,
	listIndicatorNodes,
	listScoredUnits,
	listSignatures,
	type StoredRound
} from '../../db/queries/round';
import { countOpenAssessments } from '../../db/queries/round-score';
import type { StoredSnapshot } from '../../db/queries/publication';
import { listStoredInputs, listStoredResults } from '../../db/queries/round-material';
import { insertSnapshot } from '../../db/queries/round-snapshot';
import { lockAssessments, markPublished } from '../../db/queries/round-write';
import { applyChange } from './apply-change';
import { recomputeRound } from './recompute-round';

/**
 * Publishes a round that stands at its final stage and carries the signatures of one manager and one leader: scores it a last
 * time, locks the assessments, keeps the bytes of everything with their hash, and freezes it. Consolidated scores become figures.
 * @returns the publication's SHA-256, hex
 * @throws DomainError `forbidden`, `notFound`, `stageClosed`; `conflict` naming what still blocks it
 */
export async function publishRound(ctx: Context, roundId: number): Promise<string> {
	demand(ctx.actor, 'round.manage');
	return ctx.db.transaction(async (tx) => {
		const round = await getRound(tx, roundId, { lock: true });
		demand(ctx.actor, 'round.manage', round.rootPath);
		if (round.stage !== 'final') {
			throw new DomainError(
				'stageClosed',
				`Round ${roundId} is at stage ${round.stage}; only a final one is published`,
				{
					round: roundId,
					stage: round.stage
				}
			);
		}
		await refuseWhatBlocks(tx, roundId);
		await recomputeRound(tx, roundId, ctx.now);
		await lockAssessments(tx, roundId);
		const content = await publicationOf(tx, await getRound(tx, roundId));
		const snapshot = snapshotOf(content);
		const publishedHash = snapshot.sha256;
		await insertSnapshot(tx, { ...snapshot, roundId, kind: 'published', takenAt: ctx.now });
		await markPublished(tx, roundId, ctx.now, publishedHash);
		await keepScores(tx, ctx, round, content);
		await appendAudit(tx, {
			actorId: ctx.actor.userId,
			at: ctx.now,
			action: 'round.publish',
			entity: 'round',
			entityId: roundId,
			before: { stage: round.stage },
			after: { stage: 'published', publishedHash }
		});
		return publishedHash;
	});
}

async function refuseWhatBlocks(tx: Tx, roundId: number): Promise<void> {
	const signed = (await listSignatures(tx, roundId)).map(({ capacity }) => capacity);
	const openAssessments = await countOpenAssessments(tx, roundId);
	const blocks = [
		...(['manager', 'leader'] as const)
			.filter((capacity) => !signed.includes(capacity))
			.map((who) => `no signature as ${who}`),
		...(openAssessments > 0 ? [`${openAssessments} assessments are not given away`] : [])
	];
	if (blocks.length === 0) return;
	throw new DomainError('conflict', `Round ${roundId} cannot be published yet: ${blocks.join('; ')}`, {
		round: roundId,
		blocks
	});
}

/** Everything that a publication's hash is taken over, as it is stored. */
export async function publicationOf(db: Db | Tx, round: StoredRound): Promise<PublicationContent> {
	const scope = systemScope('round.read');
	const units = await listScoredUnits(db, scope, round.id);
	const unitIds = units.map(({ unitId }) => unitId);
	return {
		framework: await getFrameworkDefinition(db, round.frameworkVersionId),
		engineVersion: round.engineVersion ?? engineVersion,
		period: round.period,
		root: round.rootCode,
		units,
		inputs: await listStoredInputs(db, scope, round.id, unitIds),
		adjustments: await listAdjustments(db, round.id, unitIds),
		results: await listStoredResults(db, scope, round.id, unitIds)
	};
}

/** The bytes of a publication and their hash. */
export function snapshotOf(content: PublicationContent): StoredSnapshot {
	const text = publicationJson(content);
	return { content: text, sha256: hashOfBytes(text) };
}

/** SHA-256, hex, over a text in UTF-8. */
export function hashOfBytes(text: string): string {
	return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** What assessors found is from now on a figure of the period like any other, and its year's. */
async function keepScores(
	tx: Tx,
	ctx: Context,
	round: StoredRound,
	{ inputs }: PublicationContent
): Promise<void> {
	const nodes = await listIndicatorNodes(tx, round.frameworkVersionId);
	const indicatorOf = new Map(nodes.map(({ nodeCode, indicatorId }) => [nodeCode, indicatorId]));
	const scores = inputs.filter(({ provenance, value }) => provenance === 'scored' && value !== null);
	const place = { period: round.period, periodStart: periodStart(parsePeriod(round.period)) };
	const figures = scores.map((input) => ({
		...input,
		...place,
		indicatorId: indicatorOf.get(input.nodeCode)!
	}));
	await replaceFigures(tx, figures, []);
	await applyChange(
		tx,
		ctx,
		figures.map(({ unitId, indicatorId, period }) => ({ unitId, indicatorId, period }))
	);
}
