import type { Scope } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { shortDivisionName } from '../../../domain/unit/division';
import type { DivisionProblem } from '../../../domain/unit/division-problem';
import { romaniseDivision } from '../../../domain/unit/romanise-division';
import type { UnitFlag } from '../../../domain/unit/unit';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import type { Db, Tx } from '../../db/client';
import {
	insertDivisions,
	listOpenUnitsByCode,
	listWithDepartments,
	updateDivisions,
	type ChangedDivision,
	type KnownUnit,
	type NewDivision
} from '../../db/queries/division';
import { holdTrees } from '../../db/queries/figure';
import { ensureRootUnit } from '../../db/queries/import';
import { divisionProblemText } from '../../importers/division-text';
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
	/** at most `shownChanges` of the changed units: what they were called, and will be */
	readonly changes: readonly { readonly code: string; readonly from: string; readonly to: string }[];
}

const shownRefusals = 200;
const shownChanges = 100;
/** lines that the command line shows */
const shownLines = 20;

/**
 * What would become of the administrative divisions of some files, and nothing else. `scope` is that of whoever asks, which the
 * caller has demanded.
 * @throws DomainError `importRefused` for a file that is no such table, with file, place and remedy
 */
export async function checkDivisions(
	ctx: Pick<Context, 'db'>,
	scope: Scope,
	wish: DivisionsToImport
): Promise<DivisionReport> {
	requireManage(scope);
	return reportOf(await planDivisions(ctx.db, scope, wish, await readDivisions(wish.files)));
}

/**
 * Puts the administrative divisions of some files into the tree, below the nation: units that are there by their codes get the
 * list's name and flag, others are made, all in a few statements and one transaction. The same files twice change nothing.
 * English names below provinces are romanised (`romaniseDivision`); one that somebody wrote stays.
 * `scope` is that of whoever asks, which the caller has demanded; at the console the operator's.
 * @throws DomainError `importRefused`: one line a row with file, row and remedy; nothing is stored then
 */
export async function importDivisions(
	ctx: Context,
	scope: Scope,
	wish: DivisionsToImport
): Promise<DivisionReport> {
	requireManage(scope);
	const read = await readDivisions(wish.files);
	return ctx.db.transaction(async (tx) => {
		const rootCode = wish.rootCode ?? nationSeed.code;
		const root = await ensureRootUnit(tx, {
			code: rootCode,
			kind: 'region',
			level: 'nation',
			name: { en: nationSeed.full[0], 'zh-CN': nationSeed.full[1] },
			shortName: { en: nationSeed.short[0], 'zh-CN': nationSeed.short[1] }
		});
		await holdTrees(tx, [root.id]);
		const plan = await planDivisions(tx, scope, wish, read);
		if (plan.refusals.length > 0 && !wish.goodRowsOnly) refuse(plan.refusals);
		for (const level of ['province', 'prefecture', 'county'] as const) {
			await insertDivisions(
				tx,
				plan.fresh.filter((division) => division.level === level).map((each) => newDivision(each, rootCode))
			);
		}
		await updateDivisions(tx, plan.changed);
		await refreshRegions(tx, ctx, scope, plan.fresh, [...plan.known, { id: root.id, code: rootCode }]);
		const report = reportOf(plan);
		const { refusals: _refusals, changes: _changes, ...counts } = report;
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

function requireManage(scope: Scope): void {
	if (scope.permission !== 'unit.manage') {
		throw new DomainError('forbidden', 'An import of divisions needs the permission "unit.manage"');
	}
}

interface Plan {
	readonly rows: number;
	readonly fresh: readonly DivisionRow[];
	readonly changed: readonly ChangedDivision[];
	readonly same: number;
	readonly flagged: Readonly<Record<UnitFlag, number>>;
	readonly refusals: readonly RefusedRow[];
	readonly known: readonly KnownUnit[];
}

async function planDivisions(
	db: Db | Tx,
	scope: Scope,
	wish: DivisionsToImport,
	{ divisions, refused, rows }: Awaited<ReturnType<typeof readDivisions>>
): Promise<Plan> {
	const codes = divisions.map(({ code }) => code);
	const known = await listOpenUnitsByCode(db, scope, codes);
	const byCode = new Map(known.map((unit) => [unit.code, unit]));
	const sorted = sortOut(divisions, byCode, wish.rootCode ?? nationSeed.code);
	const { fresh, changed, flagged } = sorted;
	return {
		...{ rows, fresh, changed, flagged, known },
		same: divisions.length - fresh.length - changed.length - sorted.refused.length,
		refusals: [...refused, ...sorted.refused]
	};
}

function reportOf({ rows, fresh, changed, same, flagged, refusals }: Plan): DivisionReport {
	return {
		...{ rows, same, flagged },
		inserted: fresh.length,
		changed: changed.length,
		rejected: refusals.length,
		refusals: refusals.slice(0, shownRefusals),
		changes: changed
			.slice(0, shownChanges)
			.map(({ code, oldZh, nameZh }) => ({ code, from: oldZh, to: nameZh }))
	};
}

interface SortedRows {
	readonly fresh: DivisionRow[];
	readonly changed: ChangedDivision[];
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
		const problem: DivisionProblem | undefined = out.has(parentCode)
			? { code: 'parentRefused', subject: parentCode }
			: misfit(division, unit, parentCode);
		if (problem !== undefined) {
			out.add(division.code);
			sorted.refused.push({ file: division.file, row: division.row, code: division.code, problem });
			continue;
		}
		if (division.flag) sorted.flagged[division.flag]++;
		if (!unit) sorted.fresh.push(division);
		else if (isOther(unit, division)) sorted.changed.push(changedDivision(unit, division));
	}
	return sorted;
}

/** Whether the list says something else; a unit that has no English name but the Chinese one gets one. */
function isOther(unit: KnownUnit, { name, flag }: DivisionRow): boolean {
	return unit.nameZh !== name || (flag !== null && unit.flag !== flag) || unit.nameEn === unit.nameZh;
}

function changedDivision(unit: KnownUnit, division: DivisionRow): ChangedDivision {
	const fresh = romaniseDivision(division);
	const old = romaniseDivision({
		name: unit.nameZh,
		shortName: shortDivisionName(division.level, unit.nameZh)
	});
	return {
		...{ id: unit.id, code: unit.code, oldZh: unit.nameZh, flag: division.flag },
		...{ nameZh: division.name, shortZh: division.shortName },
		...{ nameEn: fresh.full, shortEn: fresh.short, oldEn: old.full, oldShortEn: old.short }
	};
}

/** Why a row cannot be about the unit that has its code. */
function misfit(
	division: DivisionRow,
	unit: KnownUnit | undefined,
	parentCode: string
): DivisionProblem | undefined {
	if (!unit) return undefined;
	if (unit.kind !== 'region') return { code: 'isDepartment', subject: division.code };
	if (unit.level !== division.level)
		return { code: 'otherLevel', subject: division.level, other: unit.level };
	if (unit.parentCode === parentCode) return undefined;
	const other = unit.parentCode === null ? {} : { other: unit.parentCode };
	return { code: 'standsElsewhere', subject: parentCode, ...other };
}

function refuse(refusals: readonly RefusedRow[]): never {
	const lines = refusals
		.slice(0, shownLines)
		.map(({ file, row, code, problem }) => `${file}, row ${row} (${code}): ${divisionProblemText(problem)}.`);
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

function newDivision(division: DivisionRow, rootCode: string): NewDivision {
	const seed = regionSeeds.find(({ code }) => code === division.code);
	const romanised = romaniseDivision(division);
	return {
		code: division.code,
		level: division.level,
		parentCode: division.parentCode ?? rootCode,
		nameEn: seed?.full[0] ?? romanised.full,
		nameZh: division.name,
		shortEn: seed?.short[0] ?? romanised.short,
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
