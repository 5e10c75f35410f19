import type { FrameworkDefinition } from '../../framework/definition';
import type { Adjustment } from '../input';
import { contractNumber } from './contract-number';
import { quoteCell, type FileProblems } from './file-problems';
import { tableReader, type TableReader } from './table-reader';

/** Reads A.csv: `unit,rule,amount,ground`. A veto needs no amount. Units are checked once all of them are known. */
export function adjustmentsReader(
	file: string,
	{ rules, code }: FrameworkDefinition,
	problems: FileProblems
): { reader: TableReader; adjustments: Adjustment[]; checkUnits: (units: ReadonlySet<string>) => void } {
	const kinds = new Map(rules.map((rule) => [rule.code, rule.do]));
	const adjustments: Adjustment[] = [];
	const rows: number[] = [];
	const reader = tableReader(
		{ file, required: ['unit', 'rule', 'amount', 'ground'], optional: [] },
		problems,
		() => {},
		(cell, row) => {
			const rule = cell('rule');
			const kind = kinds.get(rule);
			if (!kind) {
				problems.add({
					file,
					row,
					column: 'rule',
					message: `${quoteCell(rule)} is no rule of framework ${quoteCell(code)}`,
					remedy: 'name a code of its "rules"'
				});
				return;
			}
			const text = cell('amount');
			const amount = kind === 'veto' && text === '' ? 0 : contractNumber(text);
			if (amount === undefined || (kind === 'bonus' && amount < 0)) {
				problems.add({
					file,
					row,
					column: 'amount',
					message: amount === undefined ? `${quoteCell(text)} is no number` : 'a bonus cannot be negative',
					remedy: 'give the points as a plain number, such as 0.5'
				});
				return;
			}
			adjustments.push({ unit: cell('unit'), rule, amount, ground: cell('ground') });
			rows.push(row);
		}
	);
	return {
		reader,
		adjustments,
		checkUnits(units) {
			adjustments.forEach(({ unit }, i) => {
				if (units.has(unit)) return;
				problems.add({
					file,
					row: rows[i]!,
					column: 'unit',
					message: `${quoteCell(unit)} is no unit of this run`,
					remedy: 'correct its code, or remove the row'
				});
			});
		}
	};
}
