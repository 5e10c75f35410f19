import { demand, type Scope } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { divisionLists, mostDivisionBytes, type DivisionList } from '../../../domain/unit/division';
import type { Context } from '../../context';
import { listDivisionRoots } from '../../db/queries/division';
import { openFile, pathOfFile, storeFile } from '../../files/store-file';
import type { ImportProblem } from '../../importers/problems';
import type { SourceFile } from '../../importers/row-source';
import { nationSeed } from '../demonstration/regions';
import { demandWholeTree } from './demand-whole-tree';
import { checkDivisions, importDivisions, type DivisionReport } from './import-divisions';

/** Keys of the files that were handed in. Nothing names them, so they are gone within two days. */
export type UploadedDivisions = { readonly provinces: string } & {
	readonly [list in DivisionList]?: string | undefined;
};

export interface UploadedWish {
	readonly files: UploadedDivisions;
	/** code of the tree that they are put into; without one the nation, or the only tree there is */
	readonly root?: string | undefined;
}

/** What a page tells of files that were handed in. */
export type DivisionCheck =
	| { readonly kind: 'report'; readonly report: DivisionReport }
	/** a file cannot be read as such a list */
	| {
			readonly kind: 'refused';
			readonly list: DivisionList | undefined;
			readonly reason: string;
			readonly row: number | undefined;
	  }
	/** a file is no longer kept */
	| { readonly kind: 'gone' };

export type DivisionRoot = Awaited<ReturnType<typeof listDivisionRoots>>[number];

/** The trees whose divisions the actor may bring in. @throws DomainError `forbidden` */
export async function listImportRoots(ctx: Context): Promise<readonly DivisionRoot[]> {
	const scope = demand(ctx.actor, 'unit.manage');
	demandWholeTree(ctx.actor, 'unit.manage');
	return listDivisionRoots(ctx.db, scope);
}

/** Says who may hand lists in, before their bytes are read. @throws DomainError `forbidden` */
export function demandDivisions(ctx: Pick<Context, 'actor'>): void {
	demand(ctx.actor, 'unit.manage');
	demandWholeTree(ctx.actor, 'unit.manage');
}

/** Keeps files that somebody hands in to be looked at. @throws DomainError `forbidden`, `tooLarge` */
export async function uploadDivisions(
	ctx: Context,
	files: ReadonlyMap<DivisionList, AsyncIterable<Uint8Array>>
): Promise<ReadonlyMap<DivisionList, string>> {
	demand(ctx.actor, 'unit.manage');
	demandWholeTree(ctx.actor, 'unit.manage');
	const keys = new Map<DivisionList, string>();
	for (const [list, chunks] of files) keys.set(list, (await storeFile(chunks, mostDivisionBytes)).key);
	return keys;
}

/** What would become of files that were handed in. @throws DomainError `forbidden`, `notFound` (no such tree) */
export async function checkUploadedDivisions(ctx: Context, wish: UploadedWish): Promise<DivisionCheck> {
	const scope = demand(ctx.actor, 'unit.manage');
	demandWholeTree(ctx.actor, 'unit.manage');
	return telling(async () => checkDivisions(ctx, scope, await toImport(ctx, scope, wish)));
}

/**
 * Stores what was looked at, all of it or its good rows.
 * @throws DomainError `forbidden`, `notFound` (no such tree), `importRefused` where a row is wrong and all was wanted
 */
export async function storeUploadedDivisions(
	ctx: Context,
	wish: UploadedWish & { readonly goodRowsOnly: boolean }
): Promise<DivisionCheck> {
	const scope = demand(ctx.actor, 'unit.manage');
	demandWholeTree(ctx.actor, 'unit.manage');
	return telling(async () => {
		const { goodRowsOnly } = wish;
		return importDivisions(ctx, scope, { ...(await toImport(ctx, scope, wish)), goodRowsOnly });
	});
}

async function toImport(ctx: Context, scope: Scope, { files, root }: UploadedWish) {
	const roots = await listDivisionRoots(ctx.db, scope);
	const wanted = root ?? (roots.length === 1 ? roots[0]!.code : nationSeed.code);
	if (!roots.some(({ code }) => code === wanted)) {
		throw new DomainError('notFound', `There is no tree of regions "${wanted}" for you`, { code: wanted });
	}
	const { provinces, cities, areas } = files;
	for (const key of [provinces, cities, areas]) if (key !== undefined) await openFile(key).catch(gone);
	return {
		rootCode: wanted,
		files: {
			provinces: fileOf('provinces', provinces),
			cities: cities === undefined ? undefined : fileOf('cities', cities),
			areas: areas === undefined ? undefined : fileOf('areas', areas)
		}
	};
}

/** Its name is that of the list: what it is, its bytes say. */
function fileOf(list: DivisionList, key: string): SourceFile {
	return { name: list, path: pathOfFile(key) };
}

class FileGone extends Error {}

function gone(): never {
	throw new FileGone();
}

async function telling(work: () => Promise<DivisionReport>): Promise<DivisionCheck> {
	try {
		return { kind: 'report', report: await work() };
	} catch (error) {
		if (error instanceof FileGone) return { kind: 'gone' };
		if (!(error instanceof DomainError) || typeof error.details['reason'] !== 'string') throw error;
		const problem = error.details['problem'] as ImportProblem | undefined;
		const list = divisionLists.find((name) => name === problem?.file);
		return { kind: 'refused', list, reason: error.details['reason'], row: problem?.row };
	}
}
