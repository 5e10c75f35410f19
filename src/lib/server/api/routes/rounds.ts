import { z } from 'zod';
import type { LocalisedText } from '../../../domain/framework/localised-text';
import type { RoundHead } from '../../../domain/round/readable-round';
import { roundStages } from '../../../domain/round/round';
import { getImportStatus } from '../../services/import/get-import-status';
import { listReadableRounds } from '../../services/ranking/list-readable-rounds';
import { getReadableRound, listRoundScores } from '../../services/round/get-round-results';
import { listKnownRounds, type KnownRound } from '../../services/round/list-known-rounds';
import { placeOf, placeSchemas } from '../after';
import { pageOfList, pageOfRows } from '../page';
import { defineRoute } from '../route';
import { codeSchema, codesSchema, periodSchema } from '../schemas/common';
import { importSchema, publicationSchema, roundPageSchema, scorePageSchema } from '../schemas/round';

const filters = { framework: codeSchema.optional(), period: periodSchema.optional() };

function roundOf(round: RoundHead & { readonly windows?: KnownRound['windows'] }) {
	return {
		id: round.id,
		framework: { code: round.frameworkCode, version: round.frameworkVersion, name: round.frameworkName },
		period: round.period,
		root: round.rootCode,
		stage: round.stage,
		audience: round.audience,
		publishedAt: round.publishedAt?.toISOString() ?? null,
		publishedHash: round.publishedHash,
		correctsRound: round.correctsRoundId,
		isDemonstration: round.isDemonstration,
		...(round.windows && {
			stages: round.windows.map(({ stage, opensAt, closesAt }) => ({
				stage,
				opensAt: opensAt.toISOString(),
				closesAt: closesAt.toISOString()
			}))
		})
	};
}

export const listRoundsRoute = defineRoute({
	method: 'GET',
	path: '/rounds',
	id: 'listRounds',
	tag: 'results',
	summary: 'Rounds, the newest period first.',
	description:
		'Published ones; with `round.read` also those under way in the trees of your units, with their timetable.',
	access: 'public',
	query: z.object({ ...filters, stage: z.enum(roundStages).optional() }),
	answer: { name: 'RoundPage', schema: roundPageSchema },
	isPaged: true,
	async run({ ctx, query, after, limit }) {
		const rounds = (await listKnownRounds(ctx)).filter(
			(round) =>
				(query.framework === undefined || round.frameworkCode === query.framework) &&
				(query.period === undefined || round.period === query.period) &&
				(query.stage === undefined || round.stage === query.stage)
		);
		return pageOfList(rounds, limit, placeOf(placeSchemas.id, after)?.[0], roundOf, ({ id }) => id);
	}
});

export const listResultsRoute = defineRoute({
	method: 'GET',
	path: '/results',
	id: 'listResults',
	tag: 'results',
	summary: 'Publications, the newest period first.',
	access: 'public',
	query: z.object(filters),
	answer: { name: 'RoundPage', schema: roundPageSchema },
	isPaged: true,
	async run({ ctx, query, after, limit }) {
		const rounds = (await listReadableRounds(ctx)).filter(
			(round) =>
				!round.isProvisional &&
				(query.framework === undefined || round.frameworkCode === query.framework) &&
				(query.period === undefined || round.period === query.period)
		);
		return pageOfList(rounds, limit, placeOf(placeSchemas.id, after)?.[0], roundOf, ({ id }) => id);
	}
});

const roundParams = z.object({
	round: z.coerce.number().int().positive().max(2_147_483_647).describe('Id of a round.')
});

const bothNames = (name: LocalisedText | undefined) =>
	name === undefined ? null : typeof name === 'string' ? { en: name, 'zh-CN': name } : name;

export const getResultsRoute = defineRoute({
	method: 'GET',
	path: '/results/{round}',
	id: 'getResults',
	tag: 'results',
	summary: 'What the results of a round are made of: framework, nodes and weights, engine, hash.',
	description: 'Published rounds; with `result.readProvisional` on all of its units also one under way.',
	access: 'public',
	params: roundParams,
	answer: { name: 'RoundResults', schema: publicationSchema },
	errors: ['notFound'],
	async run({ ctx, params }) {
		const { round, definition } = await getReadableRound(ctx, params.round);
		return {
			body: {
				...roundOf(round),
				isProvisional: round.isProvisional,
				engineVersion: round.engineVersion,
				computedAt: round.computedAt?.toISOString() ?? null,
				nodes: definition.nodes.map((node) => ({
					code: node.code,
					parent: node.parent ?? null,
					name: bothNames(node.name),
					weight: node.weight,
					isIndicator: !node.aggregate
				}))
			}
		};
	}
});

export const listScoresRoute = defineRoute({
	method: 'GET',
	path: '/results/{round}/scores',
	id: 'listScores',
	tag: 'results',
	summary: 'Score, rank and grade of each unit at each node of a round.',
	access: 'public',
	params: roundParams,
	query: z.object({
		unit: codesSchema('Codes of units').optional(),
		subtree: codeSchema.optional().describe('Only this unit and all below it.'),
		node: codesSchema('Codes of nodes').optional()
	}),
	answer: { name: 'ScorePage', schema: scorePageSchema },
	isPaged: true,
	errors: ['notFound', 'unknownUnit'],
	async run({ ctx, params, query, after, limit }) {
		const rows = await listRoundScores(ctx, {
			roundId: params.round,
			units: query.unit,
			subtree: query.subtree,
			nodes: query.node,
			after: placeOf(placeSchemas.score, after),
			limit: limit + 1
		});
		return pageOfRows(
			rows,
			limit,
			({ place: _place, ...row }) => row,
			({ place }) => place
		);
	}
});

export const getImportRoute = defineRoute({
	method: 'GET',
	path: '/imports/{id}',
	id: 'getImport',
	tag: 'observations',
	summary: 'How far a file is that you brought in, and what was wrong with it.',
	access: ['observation.import'],
	params: z.object({ id: z.coerce.number().int().positive().max(2_147_483_647) }),
	answer: { name: 'ImportStatus', schema: importSchema },
	errors: ['notFound'],
	async run({ ctx, params }) {
		const { run, problems, warnings } = await getImportStatus(ctx, params.id);
		const { fileName, fileSha256, status, isGoodRowsOnly, rowsDone, rowsTotal, counts, failure } = run;
		return {
			body: {
				...{ id: run.id, fileName, fileSha256, status, isGoodRowsOnly, rowsDone, rowsTotal, counts, failure },
				problems: [...problems],
				warnings: [...warnings],
				startedAt: run.startedAt.toISOString(),
				finishedAt: run.finishedAt?.toISOString() ?? null,
				undoneAt: run.undoneAt?.toISOString() ?? null
			}
		};
	}
});
