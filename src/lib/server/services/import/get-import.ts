import { demand, isWithin } from '../../../domain/access/can';
import { isAtWork, mayWish } from '../../../domain/import/import-run';
import { UnitMatcher } from '../../../domain/import/unit-matcher';
import type { ImportPage } from '../../../domain/import/import-page';
import type { Context } from '../../context';
import { listKnownIndicators, listNamedUnits } from '../../db/queries/import';
import { listProblems, listUnknownTexts, type ImportRunRow } from '../../db/queries/import-run';
import { countUndoable } from '../../db/queries/import-undo';
import { mappingSchema, type Mapping } from '../../importers/mapping';
import { getOwnRun } from './get-own-run';
import { readPreview } from './read-preview';

export interface ImportQuery {
	readonly id: number;
	/** page of the problems, from 1 */
	readonly page: number;
	/** page of the warnings, from 1 */
	readonly warningsPage?: number | undefined;
	/** show what the columns mean although it was said */
	readonly columns: boolean;
	readonly sheet?: string | undefined;
	readonly headerRow?: number | undefined;
}

const pageSize = 50;
const mostTexts = 50;
const mostUnits = 400;

/** One file on its way in: where it is, what is wrong with it, and what can be done. @throws DomainError `notFound` */
export async function getImport(ctx: Context, query: ImportQuery): Promise<ImportPage> {
	const scope = demand(ctx.actor, 'observation.import');
	const { run } = await getOwnRun(ctx, query.id);
	const parsed = mappingSchema.safeParse(run.mapping);
	const mapping = parsed.success ? parsed.data : undefined;
	const may = {
		map: run.fileKey !== null && mayWish(run.status, 'map') && !isAtWork(run.status, mapping !== undefined),
		store: mayWish(run.status, 'store') && run.fileKey !== null,
		cancel: mayWish(run.status, 'cancel') && !run.isCancelWanted,
		undo: mayWish(run.status, 'undo')
	};
	const wantsColumns = may.map && (mapping === undefined || query.columns);
	const preview =
		wantsColumns && run.fileKey !== null
			? await readPreview(ctx, { ...query, mapping, fileKey: run.fileKey, fileName: run.fileName })
			: undefined;
	const { problems, total } = await listProblems(ctx.db, run.id, {
		limit: pageSize,
		offset: (query.page - 1) * pageSize,
		kind: 'problem'
	});
	const warnings = await listProblems(ctx.db, run.id, {
		limit: pageSize,
		offset: ((query.warningsPage ?? 1) - 1) * pageSize,
		kind: 'warning'
	});
	const isMatching = may.map && mapping !== undefined && total > 0;
	const named = wantsColumns || isMatching ? await listNamedUnits(ctx.db, scope) : [];
	const own = named.filter(
		({ path }) => scope.subtrees === 'everything' || scope.subtrees.some((root) => isWithin(path, root))
	);
	const known = wantsColumns || isMatching ? await listKnownIndicators(ctx.db, scope) : [];
	const matcher = new UnitMatcher(own);
	const unknown = async (codes: Parameters<typeof listUnknownTexts>[2]) =>
		isMatching ? listUnknownTexts(ctx.db, run.id, codes, mostTexts) : [];
	return {
		run: summaryOf(run, mapping),
		isAtWork: isAtWork(run.status, mapping !== undefined),
		may,
		preview,
		units: own
			.slice(0, mostUnits)
			.map(({ code, nameEn, nameZh }) => ({ code, name: { en: nameEn, 'zh-CN': nameZh } })),
		indicators: known
			.filter(({ refusal }) => refusal === undefined)
			.map(({ code, names, isRatio }) => ({
				code,
				name: { en: names[0] ?? code, 'zh-CN': names[1] ?? code },
				isRatio
			})),
		unknownUnits: (await unknown(['unknownUnit', 'ambiguousUnit'])).map(({ text, rows }) => {
			const match = matcher.match(text);
			return { text, rows, candidates: match.kind === 'many' ? match.codes : matcher.nearest(text, 5) };
		}),
		unknownIndicators: (mapping?.indicator ? await unknown(['unknownIndicator']) : []).map(
			({ text, rows }) => ({
				text,
				rows,
				candidates: []
			})
		),
		problems: { lines: problems, total, pageSize },
		warnings: { lines: warnings.problems, total: warnings.total, pageSize },
		undo: may.undo
			? await countUndoable(ctx.db, { id: run.id, firstDay: run.firstDay, lastDay: run.lastDay })
			: undefined
	};
}

function summaryOf(run: ImportRunRow, mapping: Mapping | undefined): ImportPage['run'] {
	const { id, fileName, fileBytes, status, isGoodRowsOnly, isCancelWanted, counts, rowsDone, rowsTotal } =
		run;
	const { failure, startedAt, finishedAt, undoneAt } = run;
	return {
		id,
		fileName,
		fileBytes,
		status,
		hasMapping: mapping !== undefined,
		isGoodRowsOnly,
		isCancelWanted,
		counts,
		rowsDone,
		rowsTotal,
		failure,
		startedAt,
		finishedAt,
		undoneAt
	};
}
