import { quoteCell, type FileProblems } from './file-problems';
import { tableReader, type TableReader } from './table-reader';

/** The set of units of a run and, where the framework names a column of peers, the group of each. */
export interface UnitsTable {
	readonly units: string[];
	readonly peerGroups: string[];
}

/** Reads U.csv: `unit` and grouping columns, of which only `peers` is used. */
export function unitsReader(
	file: string,
	peers: string | undefined,
	problems: FileProblems
): { reader: TableReader; table: UnitsTable } {
	const table: UnitsTable = { units: [], peerGroups: [] };
	const rowOf = new Map<string, number>();
	const required = peers === undefined ? ['unit'] : ['unit', peers];
	const reader = tableReader(
		{ file, required, optional: [], isOpen: true },
		problems,
		() => {},
		(cell, row) => {
			const unit = cell('unit');
			if (unit === '')
				problems.add({ file, row, column: 'unit', message: 'is empty', remedy: 'give the code of the unit' });
			const earlier = rowOf.get(unit);
			if (earlier !== undefined) {
				problems.add({
					file,
					row,
					column: 'unit',
					message: `${quoteCell(unit)} stands in row ${earlier} already`,
					remedy: 'give each unit one row'
				});
			}
			rowOf.set(unit, row);
			table.units.push(unit);
			if (peers === undefined) return;
			const group = cell(peers);
			if (group === '') {
				problems.add({
					file,
					row,
					column: peers,
					message: 'is empty',
					remedy: 'give the peer group of the unit'
				});
			}
			table.peerGroups.push(group);
		}
	);
	return { reader, table };
}
