import type { AssignedCell } from '../domain/assessment/assigned-cell';
import type { AssessmentDraft, TypedAssessment } from '../domain/assessment/read-draft';
import {
	filterWork,
	workStateOf,
	type WorkFilter,
	type WorkOrder,
	type WorkState
} from '../domain/assessment/worklist';
import { numberForField } from '../domain/indicator/parse-number';
import type { LocalisedName } from '../domain/unit/unit';

export interface WorkChoice {
	readonly code: string;
	readonly name: LocalisedName;
}

/** What the assigned cells can be narrowed down to, each in the order in which it first occurs. */
export interface WorkChoices {
	readonly indicators: readonly WorkChoice[];
	readonly regions: readonly WorkChoice[];
}

export function workChoices(cells: readonly AssignedCell[]): WorkChoices {
	const indicators = new Map(
		cells.map((cell) => [cell.nodeCode, { code: cell.nodeCode, name: cell.indicator.name }])
	);
	const regions = new Map(cells.map((cell) => [cell.region.code, cell.region]));
	return {
		indicators: [...indicators.values()],
		regions: [...regions.values()].sort((a, b) => (a.code < b.code ? -1 : 1))
	};
}

/** One line of the list of cells. */
export interface WorkRow {
	readonly id: number;
	readonly unitName: LocalisedName;
	readonly nodeCode: string;
	readonly indicatorName: LocalisedName;
	readonly state: WorkState;
	readonly isOwnUnit: boolean;
	readonly isFlagged: boolean;
	/** points 0–100 */
	readonly score: number | null;
	readonly savedAt: Date | null;
	readonly dueAt: Date;
}

export interface WorkPage {
	readonly rows: readonly WorkRow[];
	readonly total: number;
	/** from 1; a page that is not there becomes the last */
	readonly page: number;
	readonly pageSize: number;
	/** drafts among all that the filter lets through, none that is to be come back to: what "submit all" would give away */
	readonly readyCount: number;
}

const pageSize = 50;

export function workPage(
	cells: readonly (AssignedCell & { readonly isOwnUnit: boolean })[],
	filter: WorkFilter,
	page: number
): WorkPage {
	const chosen = filterWork(cells, filter);
	const lastPage = Math.max(1, Math.ceil(chosen.length / pageSize));
	const shown = Math.min(Math.max(1, page), lastPage);
	return {
		rows: chosen.slice((shown - 1) * pageSize, shown * pageSize).map((cell) => ({
			id: cell.id,
			unitName: cell.unit.name,
			nodeCode: cell.nodeCode,
			indicatorName: cell.indicator.name,
			state: workStateOf(cell),
			isOwnUnit: cell.isOwnUnit,
			isFlagged: cell.isFlagged,
			score: cell.score,
			savedAt: cell.savedAt,
			dueAt: cell.dueAt
		})),
		total: chosen.length,
		page: shown,
		pageSize,
		readyCount: chosen.filter((cell) => workStateOf(cell) === 'draft' && !cell.isOwnUnit && !cell.isFlagged)
			.length
	};
}

/** How many cells of one indicator, or of one unit, are done, for the way into its grid. */
export interface GridWork extends WorkChoice {
	readonly total: number;
	readonly scored: number;
	readonly flagged: number;
}

/** The grids of a round, in the order of the cells. */
export function gridWork(cells: readonly AssignedCell[], roundId: number, order: WorkOrder): GridWork[] {
	const works = new Map<string, GridWork>();
	for (const cell of filterWork(cells, { round: roundId })) {
		const choice =
			order === 'indicator'
				? { code: cell.nodeCode, name: cell.indicator.name }
				: { code: cell.unit.code, name: cell.unit.name };
		const work = works.get(choice.code) ?? { ...choice, total: 0, scored: 0, flagged: 0 };
		works.set(choice.code, {
			...work,
			total: work.total + 1,
			scored: work.scored + Number(workStateOf(cell) !== 'unscored'),
			flagged: work.flagged + Number(cell.isFlagged)
		});
	}
	return [...works.values()];
}

/** A row for evidence that is not there yet: without scripts, one more can be given with each save. */
const spareEvidence = { label: '', url: '' };
const leastEvidenceRows = 2;

/** What stands in an assessor's fields for a stored draft: the level whose points it has exactly, else exact points. */
export function assessmentFields(
	draft: AssessmentDraft,
	levels: readonly { readonly points: number }[]
): TypedAssessment {
	const isLevel = levels.some((level) => level.points === draft.score);
	const evidence = draft.evidence.map(({ label, url = '' }) => ({ label, url }));
	while (evidence.length < leastEvidenceRows || evidence.at(-1)?.label) evidence.push({ ...spareEvidence });
	return {
		level: isLevel ? numberForField(draft.score) : '',
		points: isLevel ? '' : numberForField(draft.score),
		comment: draft.comment,
		evidence,
		isFlagged: draft.isFlagged
	};
}

/** Reads an assessor's form. Levels and exact points come under names of their own, evidence as rows. */
export function readPostedAssessment(form: {
	get(name: string): unknown;
	getAll(name: string): unknown[];
}): TypedAssessment {
	const text = (value: unknown): string => (typeof value === 'string' ? value.replace(/\r\n/g, '\n') : '');
	const urls = form.getAll('evidenceUrl').map(text);
	return {
		level: text(form.get('level')),
		points: text(form.get('points')),
		comment: text(form.get('comment')),
		evidence: form
			.getAll('evidenceLabel')
			.map((label, row) => ({ label: text(label), url: urls[row] ?? '' })),
		isFlagged: form.get('flagged') !== null
	};
}

/** Fields of one row of the grid, told apart by the cell's id. */
export function gridFieldName(
	field: 'revision' | 'level' | 'points' | 'comment' | 'flagged',
	id: number
): string {
	return `${field}.${id}`;
}

/** A row of the grid as it came with the form. */
export interface PostedRow {
	readonly id: number;
	readonly revision: number;
	readonly typed: Omit<TypedAssessment, 'evidence'>;
}

export function readPostedGrid(posted: ReadonlyMap<string, string>): PostedRow[] {
	return [...posted].flatMap(([name, revision]): PostedRow[] => {
		const match = /^revision\.(\d{1,9})$/.exec(name);
		if (!match || !/^\d{1,9}$/.test(revision)) return [];
		const id = Number(match[1]);
		const get = (field: 'level' | 'points' | 'comment'): string =>
			(posted.get(gridFieldName(field, id)) ?? '').replace(/\r\n/g, '\n');
		const typed = {
			level: get('level'),
			points: get('points'),
			comment: get('comment'),
			isFlagged: posted.has(gridFieldName('flagged', id))
		};
		return [{ id, revision: Number(revision), typed }];
	});
}
