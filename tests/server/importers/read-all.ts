import { DomainError } from '../../../src/lib/domain/errors';
import { openRowSource } from '../../../src/lib/server/importers/open-row-source';
import {
	sourceLimits,
	type RowSource,
	type SourceFile,
	type SourceLimits,
	type SourceOptions,
	type SourceRow
} from '../../../src/lib/server/importers/row-source';

/** A whole file, for tests: what a reader says of it and all of its rows. */
export async function readAll(
	file: SourceFile | string,
	options: SourceOptions = {},
	limits: Partial<SourceLimits> = {}
): Promise<RowSource & { all: SourceRow[] }> {
	const source = await openRowSource(
		typeof file === 'string' ? { name: 'f.csv', bytes: Buffer.from(file) } : file,
		options,
		{ ...sourceLimits, ...limits }
	);
	const all: SourceRow[] = [];
	for await (const batch of source.rows()) all.push(...batch);
	await source.close();
	return { ...source, all };
}

/** The refusal that a promise ends with: its reason and its message. */
export async function refusalOf(work: Promise<unknown>): Promise<{ reason: unknown; message: string }> {
	try {
		await work;
	} catch (error) {
		if (!(error instanceof DomainError)) throw error;
		return { reason: error.details['reason'], message: error.message };
	}
	throw new Error('Nothing was refused');
}

export const cellsOf = (rows: readonly SourceRow[]): (readonly string[])[] => rows.map(({ cells }) => cells);
