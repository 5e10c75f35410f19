import type { Indicator } from '../../../src/lib/domain/indicator/indicator';
import type { EntryShape, TypedEntry } from '../../../src/lib/domain/indicator/read-entry';
import type { GridAnswer, GridCell, SentCell } from '../../../src/lib/view/entry-grid/grid-cell';
import { judged, type GridRow } from '../../../src/lib/view/entry-grid/grid-row';

export const emptyFields: TypedEntry = {
	...{ value: '', numerator: '', denominator: '', distribution: '', reason: '', note: '' }
};

const words = { en: 'Share', 'zh-CN': '比例' };

function indicatorOf(code: string, shape: EntryShape): Indicator {
	return {
		...{
			id: 1,
			code,
			name: words,
			definition: words,
			measure: shape === 'distribution' ? 'days' : 'percent'
		},
		...{ unitLabel: words, direction: 1, frequency: 'month', rollUp: 'sum', statistic: null, factor: 1 },
		...{ timeRule: shape === 'distribution' ? 'distribution' : 'ratioOfSums', isRatio: shape === 'ratio' },
		...{ isScored: false, numerator: null, denominator: null, source: words, minimum: 0, maximum: 100 },
		decimals: 1
	} as Indicator;
}

export function gridRow(
	code: string,
	shape: EntryShape,
	stored: Partial<GridCell> = {},
	history: readonly number[] = []
): GridRow {
	const cell: GridCell = {
		...{ code, revision: 0, state: 'missing', isLate: false, isLocked: false, fields: emptyFields },
		...{ returnReason: null, reopenedUntil: null, enteredByName: null, findings: [], justification: '' },
		...stored
	};
	return judged({
		...{ id: code, code, indicator: indicatorOf(code, shape), dimension: undefined, shape, stored: cell },
		...{ fields: cell.fields, isConfirmed: false, justification: '', isUnsaved: false, value: null },
		...{ problems: [], jump: undefined, refusal: undefined, previous: undefined, lastYear: undefined },
		...{ peer: undefined, history }
	});
}

/** A server that stores whatever it is sent, and knows the revisions. */
export class TestServer {
	readonly stored = new Map<string, GridCell>();
	readonly sent: (readonly SentCell[])[] = [];
	isReachable = true;

	readonly send = (cells: readonly SentCell[], intent: 'save' | 'submit') => {
		this.sent.push(cells);
		if (!this.isReachable) return Promise.resolve({ kind: 'unreachable' as const });
		return Promise.resolve({ kind: 'answer' as const, answer: this.answer(cells, intent) });
	};

	private answer(cells: readonly SentCell[], intent: 'save' | 'submit'): GridAnswer {
		const conflicts = new Set(
			cells
				.filter(({ code, revision }) => (this.stored.get(code)?.revision ?? 0) !== revision)
				.map(({ code }) => code)
		);
		for (const cell of cells) if (!conflicts.has(cell.code)) this.write(cell, intent);
		return {
			at: '2026-11-15T06:03:00.000Z',
			savedCount: cells.length - conflicts.size,
			submittedCount: 0,
			cells: cells.map(({ code }) => this.stored.get(code)!),
			refusals: [...conflicts].map((code) => ({ code, kind: 'conflict' as const }))
		};
	}

	write({ code, typed }: Pick<SentCell, 'code' | 'typed'>, intent: 'save' | 'submit' = 'save'): void {
		const before = this.stored.get(code) ?? gridRow(code, 'ratio').stored;
		this.stored.set(code, {
			...before,
			fields: typed,
			revision: before.revision + 1,
			state: intent === 'submit' ? 'submitted' : 'draft',
			isLocked: intent === 'submit'
		});
	}
}
