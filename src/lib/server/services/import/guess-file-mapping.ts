import type { Scope } from '../../../domain/access/can';
import { roleText, type ColumnRole, type RoleProblem } from '../../../domain/import/column-role';
import { readTemplateHeader } from '../../../domain/import/template-columns';
import { UnitMatcher } from '../../../domain/import/unit-matcher';
import { DomainError } from '../../../domain/errors';
import type { Context } from '../../context';
import { listKnownIndicators, listNamedUnits } from '../../db/queries/import';
import { mappingOfChoice } from '../../importers/column-roles';
import type { Mapping } from '../../importers/mapping';
import { openRowSource } from '../../importers/open-row-source';
import type { SourceFile, SourceRow } from '../../importers/row-source';
import { guessRoles } from './guess-roles';
import { formatOf } from './mapping-memory';
import { templateRoles } from './read-preview';

const sampleRows = 100;

const missing: Record<RoleProblem, string> = {
	noUnit: 'no column names the unit',
	noPeriod: 'no column names the period',
	noYear: 'a column of months or quarters has no year beside it',
	noValue: 'no column holds values',
	noIndicator: 'no column names the indicator',
	twoLayouts: 'some columns hold values of each row, others of one indicator or period',
	roleTwice: 'two columns hold the same thing',
	partAlone: 'a numerator stands without its denominator',
	wrongPeriod: 'its period cannot be read'
};

/**
 * A mapping for a file of which nothing is said, for the command line, with what each column is taken for.
 * @throws DomainError `importRefused` where something cannot be told
 */
export async function guessFileMapping(
	ctx: Context,
	scope: Scope,
	file: SourceFile
): Promise<{ mapping: Mapping; columns: readonly string[] }> {
	if (scope.permission !== 'observation.import') {
		throw new DomainError('forbidden', 'An import needs the permission "observation.import"');
	}
	const source = await openRowSource(file);
	try {
		const rows: SourceRow[] = [];
		for await (const batch of source.rows()) {
			rows.push(...batch);
			if (rows.length >= sampleRows) break;
		}
		const template = readTemplateHeader(source.header);
		const proposal = template
			? { roles: templateRoles(template), unit: '', period: '' }
			: guessRoles(
					{
						header: source.header,
						rows: rows.slice(0, sampleRows).map(({ cells }) => cells),
						preamble: source.preamble,
						titles: [source.sheet ?? '', file.name]
					},
					new UnitMatcher(await listNamedUnits(ctx.db, scope)),
					await listKnownIndicators(ctx.db, scope)
				);
		const found = mappingOfChoice({
			...proposal,
			source: file.name,
			format: formatOf(source),
			unitCodes: {},
			indicatorCodes: {}
		});
		const columns = describe(proposal.roles);
		if ('mapping' in found) return { mapping: found.mapping, columns };
		throw new DomainError(
			'importRefused',
			`${file.name}: ${missing[found.problem]}${columns.length > 0 ? ` (${columns.join(', ')})` : ''}. Say what its columns mean with --mapping.`
		);
	} finally {
		await source.close();
	}
}

function describe(roles: ReadonlyMap<string, ColumnRole>): string[] {
	return [...roles]
		.filter(([, role]) => role.kind !== 'ignore')
		.map(([column, role]) => `"${column}" = ${roleText(role)}`);
}
