import type { Scope } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import type { UnitFlag } from '../../../domain/unit/unit';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import type { Tx } from '../../db/client';
import {
	insertDivisions,
	listOpenUnitsByCode,
	listWithDepartments,
	updateDivisions,
	type KnownUnit,
	type NewDivision
} from '../../db/queries/division';
import { holdTrees } from '../../db/queries/figure';
import { ensureRootUnit } from '../../db/queries/import';
import {
	readDivisions,
	type DivisionFiles,
	type DivisionRow,
	type RefusedRow
} from '../../importers/read-divisions';
import { nationSeed, regionSeeds } from '../demonstration/regions';
import { refreshParents } from '../figure/refresh-parents';

export interface DivisionsToImport {
	readonly files: DivisionFiles;
	/** code of the nation, made where it is not there */
	readonly rootCode?: string | undefined;
	/** store what is sound and leave out the rest; otherwise one row that is wrong refuses all */
	readonly goodRowsOnly?: boolean | undefined;
}

export interface DivisionReport {
	readonly rows: number;
	readonly inserted: number;
	readonly changed: number;
	readonly same: number;
	readonly rejected: number;
	/** of the rows that are stored, how many are flagged so */
	readonly flagged: Readonly<Record<UnitFlag, number>>;
	/** at most `shownRefusals` of the rejected rows */
	readonly refusals: readonly RefusedRow[];
}

const shownRefusals = 20;

/**
 * Puts the administrative divisions of three files into the tree, below the nation: units that are there by their codes get the
 * list's name and flag, others are made, all in a few statements and one transaction. The same files twice change nothing.
 * `scope` is the operator's at the console; no page calls this.
 * @throws DomainError `importRefused`: one line a row with file, row and remedy; nothing is stored then
 */
export async function importDivisions(
	ctx: Context,
	scope: Scope,
	wish: DivisionsToImport
): Promise<DivisionReport> {
	if (scope.permission !== 'unit.manage') {
		throw new DomainError('forbidden', 'An import of divisions needs the permission "unit.manage"');
	}
	const { divisions, refused, rows } = await readDivisions(wish.files);
	return ctx.db.transaction(async (tx) => {
		const root = await ensureRootUnit(tx, {
			code: wish.rootCode ?? nationSeed.code,
			kind: 'region',
			level: 'nation',
			name: { en: nationSeed.full[0], 'zh-CN': nationSeed.full[1] },
			shortName: { en: nationSeed.short[0], 'zh-CN': nationSeed.short[1] }
		});
		await holdTrees(tx, [root.id]);
		const rootCode = wish.rootCode ?? nationSeed.code;
		const known = await listOpenUnitsByCode(
			tx,
			scope,
			divisions.map(({ code }) => code)
		);
		const sorted = sortOut(divisions, new Map(known.map((unit) => [unit.code, unit])), rootCode);
		const refusals = [...refused, ...sorted.refused];
		if (refusals.length > 0 && !wish.goodRowsOnly) refuse(refusals);
		for (const level of ['province', 'prefecture', 'county'] as const) {
			await insertDivisions(
				tx,
				sorted.fresh.filter((division) => division.level === level).map((each) => newDivision(each, rootCode))
			);
		}
		await updateDivisions(tx, sorted.changed);
		await refreshRegions(tx, ctx, scope, sorted.fresh, [...known, { id: root.id, code: rootCode }]);
		const report: DivisionReport = {
			rows,
			inserted: sorted.fresh.length,
			changed: sorted.changed.length,
			same: divisions.length - sorted.fresh.length - sorted.changed.length - sorted.refused.length,
			rejected: refusals.length,
			flagged: sorted.flagged,
			refusals: refusals.slice(0, shownRefusals)
		};
		const { refusals: _shown, ...counts } = report;
		if (report.inserted + report.changed > 0) {
			await appendAudit(tx, {
				actorId: ctx.actor.userId,
				at: ctx.now,
				action: 'unit.import',
				entity: 'unit',
				entityId: root.id,
				unitId: root.id,
				after: counts
			});
		}
		return report;
	});
}

interface SortedRows {
	readonly fresh: DivisionRow[];
	readonly changed: { id: number; nameZh: string; shortZh: string; flag: UnitFlag | null }[];
	readonly refused: RefusedRow[];
	readonly flagged: Record<UnitFlag, number>;
}

/** What becomes of each row: parents come first, so what belongs to a refused one is refused with it. */
function sortOut(
	divisions: readonly DivisionRow[],
	known: ReadonlyMap<string, KnownUnit>,
	rootCode: string
): SortedRows {
	const sorted: SortedRows = {
		fresh: [],
		changed: [],
		refused: [],
		flagged: { placeholder: 0, developmentZone: 0 }
	};
	const out = new Set<string>();
	for (const division of divisions) {
		const unit = known.get(division.code);
		const parentCode = division.parentCode ?? rootCode;
		const reason = out.has(parentCode)
			? `${parentCode}, to which it belongs, is refused`
			: misfit(division, unit, parentCode);
		if (reason !== undefined) {
			out.add(division.code);
			sorted.refused.push({ file: division.file, row: division.row, code: division.code, reason });
			continue;
		}
		if (division.flag) sorted.flagged[division.flag]++;
		if (!unit) sorted.fresh.push(division);
		else if (unit.nameZh !== division.name || (division.flag !== null && unit.flag !== division.flag)) {
			sorted.changed.push({
				id: unit.id,
				nameZh: division.name,
				shortZh: division.shortName,
				flag: division.flag
			});
		}
	}
	return sorted;
}

/** Why a row cannot be about the unit that has its code. */
function misfit(division: DivisionRow, unit: KnownUnit | undefined, parentCode: string): string | undefined {
	if (!unit) return undefined;
	if (unit.kind !== 'region') return 'the unit with this code is a department';
	if (unit.level !== division.level)
		return `the unit with this code is a ${unit.level}, not a ${division.level}`;
	return unit.parentCode === parentCode
		? undefined
		: `it stands below ${unit.parentCode ?? 'nothing'} and not below ${parentCode}: move it first, from the day on which that changed`;
}

function refuse(refusals: readonly RefusedRow[]): never {
	const lines = refusals
		.slice(0, shownRefusals)
		.map(({ file, row, code, reason }) => `${file}, row ${row} (${code}): ${reason}.`);
	const more = refusals.length - lines.length;
	throw new DomainError(
		'importRefused',
		[
			...lines,
			...(more > 0 ? [`… and ${more} more rows.`] : []),
			'Nothing was stored. Mend these rows, or import the good rows only.'
		].join('\n')
	);
}

/** Where there is no English name, the Chinese one stands for it, and pages say in which language it is. */
function newDivision(division: DivisionRow, rootCode: string): NewDivision {
	const seed = regionSeeds.find(({ code }) => code === division.code);
	return {
		code: division.code,
		level: division.level,
		parentCode: division.parentCode ?? rootCode,
		nameEn: seed?.full[0] ?? division.name,
		nameZh: division.name,
		shortEn: seed?.short[0] ?? division.shortName,
		shortZh: division.shortName,
		flag: division.flag,
		tileColumn: seed?.tile[0] ?? null,
		tileRow: seed?.tile[1] ?? null,
		abbreviation: seed?.letters ?? null
	};
}

/** Regions that add up what lies below them, and have more below them now. Where departments do that, nothing changes. */
async function refreshRegions(
	tx: Tx,
	ctx: Context,
	scope: Scope,
	fresh: readonly DivisionRow[],
	known: readonly Pick<KnownUnit, 'id' | 'code'>[]
): Promise<void> {
	const grown = new Set(fresh.map(({ parentCode }) => parentCode ?? known.at(-1)!.code));
	const ids = known.filter(({ code }) => grown.has(code)).map(({ id }) => id);
	const settled = await listWithDepartments(tx, scope, ids);
	const open = ids.filter((id) => !settled.has(id));
	if (open.length > 0) await refreshParents(tx, ctx, open, '1949-10-01');
}
