import type { ColumnRole } from '../../../domain/import/column-role';
import { guessMapping, type MappingGuess, type TableSample } from '../../../domain/import/guess-mapping';
import { templateColumns } from '../../../domain/import/template-columns';
import type { UnitMatcher } from '../../../domain/import/unit-matcher';
import type { KnownIndicator } from '../../importers/map-rows';

export interface ProposedRoles {
	readonly roles: ReadonlyMap<string, ColumnRole>;
	readonly unit: string;
	readonly period: string;
}

/** What the columns of a file probably mean, by their names and by the beginning of what is in them. */
export function guessRoles(
	sample: TableSample,
	units: UnitMatcher,
	indicators: readonly KnownIndicator[]
): ProposedRoles {
	const guess = guessMapping(sample, {
		units,
		indicators: indicators
			.filter(({ refusal }) => refusal === undefined)
			.map(({ code, names }) => ({ code, nameEn: names[0] ?? '', nameZh: names[1] ?? '' }))
	});
	return withNamedColumns(rolesOfGuess(guess), sample.header);
}

/** The roles that a guess comes to. */
export function rolesOfGuess(guess: MappingGuess): ProposedRoles {
	const roles = new Map<string, ColumnRole>();
	if (guess.unit) roles.set(guess.unit.value.column, { kind: 'plain', role: 'unit' });
	const period = guess.period?.value;
	if (period && 'column' in period) {
		roles.set(period.column, { kind: 'plain', role: period.part ? 'year' : 'period' });
	}
	if (period?.part) roles.set(period.part.column, { kind: 'plain', role: period.part.kind });
	const indicator = guess.indicator?.value;
	if (indicator && 'column' in indicator) roles.set(indicator.column, { kind: 'plain', role: 'indicator' });
	const about = indicator && 'fixed' in indicator ? indicator.fixed : undefined;
	for (const { value } of guess.values) {
		const code = value.indicator ?? about;
		if (guess.layout === 'long') {
			roles.set(
				value.column,
				value.period ? { kind: 'period', period: value.period } : { kind: 'plain', role: value.part }
			);
		} else if (code !== undefined) {
			roles.set(value.column, {
				kind: 'indicator',
				part: value.part,
				code,
				...(value.period ? { period: value.period } : {})
			});
		}
	}
	if (guess.reasonColumn) roles.set(guess.reasonColumn.value, { kind: 'plain', role: 'reason' });
	return { roles, unit: '', period: period && 'fixed' in period ? period.fixed : '' };
}

/** What is named as in a template is that, also where a file has other columns beside. */
const named = new Map<string, ColumnRole>(
	templateColumns.flatMap(({ key, name }) =>
		key === 'numerator' ||
		key === 'denominator' ||
		key === 'distribution' ||
		key === 'reason' ||
		key === 'note'
			? Object.values(name).map((text): [string, ColumnRole] => [
					text.toLowerCase(),
					{ kind: 'plain', role: key }
				])
			: []
	)
);

function withNamedColumns(proposed: ProposedRoles, header: readonly string[]): ProposedRoles {
	const isLong = [...proposed.roles.values()].some(
		(role) => role.kind === 'plain' && role.role === 'indicator'
	);
	if (!isLong) return proposed;
	const roles = new Map(proposed.roles);
	for (const column of header) {
		const role = named.get(column.trim().toLowerCase());
		if (role) roles.set(column, role);
	}
	return { ...proposed, roles };
}
