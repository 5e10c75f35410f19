import { demand } from '../../../domain/access/can';
import type { StoredProblem } from '../../../domain/import/import-page';
import { DomainError } from '../../../domain/errors';
import type { Context } from '../../context';
import { listProblems } from '../../db/queries/import-run';
import { pathOfFile } from '../../files/store-file';
import { mappingSchema, sourceOptionsOf } from '../../importers/mapping';
import { openRowSource } from '../../importers/open-row-source';
import type { OutCell } from '../../importers/write-table';

import { getOwnRun } from './get-own-run';
import { mostProblems } from './judge-stage';
import { tableFile, type TableFile, type TableFormat } from './table-file';

export interface ReportWords {
	/** name of the column of reasons */
	readonly column: string;
	/** a problem in the reader's language */
	problem(problem: StoredProblem): string;
}

/**
 * The same file with a column that says what is wrong with each row, to be mended and handed in again: that column is not read.
 * @throws DomainError `notFound`, `importRefused` (the file cannot be read)
 */
export async function writeReport(
	ctx: Context,
	wish: { readonly runId: number; readonly format: TableFormat; readonly words: ReportWords }
): Promise<TableFile> {
	demand(ctx.actor, 'observation.import');
	const { run } = await getOwnRun(ctx, wish.runId);
	if (!run.fileKey) throw new DomainError('notFound', 'The file is no longer there');
	const mapping = mappingSchema.safeParse(run.mapping);
	const source = await openRowSource(
		{ name: run.fileName, path: pathOfFile(run.fileKey) },
		mapping.success ? sourceOptionsOf(mapping.data) : {}
	);
	const all = { limit: mostProblems, offset: 0 };
	const { problems } = await listProblems(ctx.db, run.id, { ...all, kind: 'problem' });
	const { problems: warnings } = await listProblems(ctx.db, run.id, { ...all, kind: 'warning' });
	const byRow = new Map<number, string[]>();
	for (const problem of [...problems, ...warnings]) {
		if (problem.row === null) continue;
		byRow.set(problem.row, [...(byRow.get(problem.row) ?? []), wish.words.problem(problem)]);
	}
	const { header } = source;
	async function* rows(): AsyncGenerator<OutCell[]> {
		try {
			for await (const batch of source.rows()) {
				for (const { row, cells, typed } of batch) {
					const out: OutCell[] = header.map((_, at) => {
						const value = typed?.[at];
						return value?.kind === 'number'
							? value.value
							: value?.kind === 'percent'
								? { percent: value.value }
								: (cells[at] ?? '');
					});
					yield [...out, byRow.get(row)?.join('; ') ?? ''];
				}
			}
		} finally {
			await source.close();
		}
	}
	const columns = [...header.map((name) => ({ name })), { name: wish.words.column, width: 60 }];
	return tableFile(`${run.fileName.replace(/\.[^.]*$/, '')}-checked`, wish.format, columns, rows());
}
