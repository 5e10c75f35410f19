import { findPeriod } from '$lib/domain/period/period';
import { standingColumns } from '$lib/domain/ranking/arrange';
import {
	rankingParameters,
	type RankingParameter,
	type RankingQuery,
	type RefusedParameter
} from '$lib/domain/ranking/ranking';
import { unitLevels } from '$lib/domain/unit/unit';
import { z } from 'zod';

/** Codes of units, nodes, groups, frameworks as they may stand in an address. */
const codeSchema = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,59}$/u);

const sortSchema = z
	.string()
	.regex(/^-?[a-z]+$/)
	.transform((text) => ({ column: text.replace('-', ''), isDescending: text.startsWith('-') }))
	.pipe(z.object({ column: z.enum(standingColumns), isDescending: z.boolean() }));

const schemas = {
	framework: codeSchema,
	period: z.string().refine((text) => findPeriod(text) !== undefined),
	dim: codeSchema,
	level: z.enum(unitLevels),
	sector: codeSchema,
	group: codeSchema,
	sort: sortSchema,
	open: codeSchema,
	page: z.coerce.number().int().min(1).max(100_000)
} as const satisfies Record<RankingParameter, z.ZodType>;

/**
 * Reads what an address asks for. A value that is none of its parameter's is left out and named; parameters of others, and empty
 * ones (a form without scripts sends them), are nothing.
 */
export function readRankingQuery(parameters: URLSearchParams): {
	query: RankingQuery;
	refused: RefusedParameter[];
} {
	const query: Record<string, unknown> = {};
	const refused: RefusedParameter[] = [];
	for (const parameter of rankingParameters) {
		const value = parameters.get(parameter);
		if (value === null || value === '') continue;
		const parsed = schemas[parameter].safeParse(value);
		if (parsed.success) query[parameter] = parsed.data;
		else refused.push({ parameter, value: value.slice(0, 60) });
	}
	return { query: query as RankingQuery, refused };
}
