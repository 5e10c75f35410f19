import { can, isWithin } from '../../../domain/access/can';
import { readTemplateHeader } from '../../../domain/import/template-columns';
import { roleText, type ColumnRole } from '../../../domain/import/column-role';
import type { FilePreview, PreviewRefusal } from '../../../domain/import/import-page';
import { DomainError } from '../../../domain/errors';
import { UnitMatcher } from '../../../domain/import/unit-matcher';
import type { Context } from '../../context';
import { listKnownIndicators, listNamedUnits } from '../../db/queries/import';
import { findRememberedMapping } from '../../db/queries/import-mapping';
import { pathOfFile } from '../../files/store-file';
import { rolesOfMapping } from '../../importers/column-roles';
import { mappingSchema, sourceOptionsOf, type Mapping } from '../../importers/mapping';
import { openRowSource } from '../../importers/open-row-source';
import type { ImportProblem } from '../../importers/problems';
import type { RowSource, SourceOptions, SourceRow } from '../../importers/row-source';
import { guessRoles } from './guess-roles';
import { fingerprintOf, sharingUnits } from './mapping-memory';

const mostColumns = 200;
const leastColumns = 20;
/** of all lists of choices together: a page stays a page however many columns and indicators there are */
const mostOptions = 15_000;
const sampleRows = 100;
const mostSamples = 3;
const longestSample = 60;

export interface PreviewWish {
	readonly fileKey: string;
	readonly fileName: string;
	/** what was said before, if anything */
	readonly mapping: Mapping | undefined;
	readonly sheet?: string | undefined;
	readonly headerRow?: number | undefined;
}

/** The beginning of a file with a proposal for its columns: what was said of it, what was remembered, or what can be guessed. */
export async function readPreview(ctx: Context, wish: PreviewWish): Promise<FilePreview | PreviewRefusal> {
	const scope = can(ctx.actor, 'observation.import');
	if (!scope) throw new DomainError('forbidden', 'An import needs the permission "observation.import"');
	let source: RowSource | undefined;
	try {
		source = await openRowSource({ name: wish.fileName, path: pathOfFile(wish.fileKey) }, optionsOf(wish));
		const rows = await firstRows(source);
		const { header } = source;
		const indicators = await listKnownIndicators(ctx.db, scope);
		const most = Math.max(
			leastColumns,
			Math.min(mostColumns, Math.floor(mostOptions / (indicators.length + 1)))
		);
		const shown = header.slice(0, most);
		const known = await findRememberedMapping(ctx.db, sharingUnits(scope), fingerprintOf(source));
		const remembered = mappingSchema.safeParse(known);
		const said = wish.mapping ?? (remembered.success ? remembered.data : undefined);
		const template = readTemplateHeader(header);
		const units = await listNamedUnits(ctx.db, scope);
		const own = units.filter(
			({ path }) => scope.subtrees === 'everything' || scope.subtrees.some((root) => isWithin(path, root))
		);
		const proposal = said
			? proposalOf(said)
			: template
				? { roles: templateRoles(template), unit: '', period: '' }
				: guessRoles(
						{
							header: shown,
							rows: rows.map(({ cells }) => cells),
							preamble: source.preamble,
							titles: [source.sheet ?? '', wish.fileName]
						},
						new UnitMatcher(own),
						indicators
					);
		return {
			format: source.format,
			sheets: source.sheets ?? [],
			sheet: source.sheet,
			headerRow: source.headerRow,
			preamble: source.preamble.slice(0, 10).map((line) => line.slice(0, 200)),
			columns: shown.map((name, at) => ({
				name,
				samples: samplesOf(rows, at),
				role: roleText(proposal.roles.get(name) ?? { kind: 'ignore' })
			})),
			moreColumns: Math.max(0, header.length - most),
			unit: proposal.unit || (own.length === 1 ? own[0]!.code : ''),
			period: proposal.period,
			source: said?.source ?? wish.fileName,
			origin: wish.mapping ? 'run' : remembered.success ? 'remembered' : template ? 'template' : 'guess'
		};
	} catch (error) {
		if (!(error instanceof DomainError)) throw error;
		const problem = error.details['problem'] as ImportProblem | undefined;
		const reason = typeof error.details['reason'] === 'string' ? error.details['reason'] : error.code;
		return { reason, row: problem?.row, column: problem?.column };
	} finally {
		await source?.close();
	}
}

function optionsOf({ mapping, sheet, headerRow }: PreviewWish): SourceOptions {
	const said = mapping ? sourceOptionsOf(mapping) : {};
	const isOther = sheet !== undefined && sheet !== said.sheet;
	const { headerRow: _row, headerRows: _rows, ...rest } = said;
	return {
		...(isOther || headerRow !== undefined ? rest : said),
		...(sheet === undefined ? {} : { sheet }),
		...(headerRow === undefined ? {} : { headerRow })
	};
}

async function firstRows(source: RowSource): Promise<SourceRow[]> {
	const rows: SourceRow[] = [];
	for await (const batch of source.rows()) {
		rows.push(...batch.slice(0, sampleRows - rows.length));
		if (rows.length >= sampleRows) break;
	}
	return rows;
}

function samplesOf(rows: readonly SourceRow[], at: number): string[] {
	const texts = new Set<string>();
	for (const { cells } of rows) {
		const text = (cells[at] ?? '').trim().slice(0, longestSample);
		if (text !== '') texts.add(text);
		if (texts.size >= mostSamples) break;
	}
	return [...texts];
}

function proposalOf(mapping: Mapping) {
	return {
		roles: rolesOfMapping(mapping),
		unit: mapping.unit.fixed ?? '',
		period: mapping.period?.fixed ?? ''
	};
}

/** What the columns of a template are. */
export function templateRoles(
	found: NonNullable<ReturnType<typeof readTemplateHeader>>
): Map<string, ColumnRole> {
	return new Map(
		[...found].map(([name, key]) => [
			name,
			key === 'unitName' || key === 'indicatorName' ? { kind: 'ignore' } : { kind: 'plain', role: key }
		])
	);
}
