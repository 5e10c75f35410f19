import { describe, expect, it } from 'vitest';
import {
	frameworkDefinitionSchema,
	type FrameworkDefinitionInput
} from '../../src/lib/domain/framework/definition';
import { compileFramework } from '../../src/lib/domain/scoring/compile';
import { explainUnit } from '../../src/lib/domain/scoring/receipt';
import { scoreUnits } from '../../src/lib/domain/scoring/score-units';
import { receiptView } from '../../src/lib/view/receipt';
import { revisionState } from '../../src/lib/view/receipt-page';

function receiptOf(
	aggregate: 'arithmetic' | 'geometric' | 'median',
	values: readonly number[],
	rules: FrameworkDefinitionInput['rules'] = []
) {
	const framework = compileFramework(
		frameworkDefinitionSchema.parse({
			code: 'F',
			version: 1,
			nodes: [
				{ code: 'Top', aggregate: 'arithmetic' },
				{ code: 'Dim', parent: 'Top', weight: 2, aggregate },
				{ code: 'A', parent: 'Dim', weight: 1 },
				{ code: 'B', parent: 'Dim', weight: 3 },
				{ code: 'C', parent: 'Top', weight: 1 }
			],
			rules
		})
	);
	const input = {
		units: ['u'],
		columns: new Map(['A', 'B', 'C'].map((code, i) => [code, { values: Float64Array.of(values[i]!) }])),
		adjustments: rules.length > 0 ? [{ unit: 'u', rule: 'late', amount: 1, ground: 'late' }] : []
	};
	return explainUnit(framework, input, scoreUnits(framework, input), 'u');
}

describe('the view of a receipt', () => {
	it('leads from a node up to the top, level by level', () => {
		const view = receiptView(receiptOf('arithmetic', [40, 80, 50]), 'B')!;
		expect(view.path.map(({ code, parent }) => [code, parent?.code])).toEqual([
			['B', 'Dim'],
			['Dim', 'Top'],
			['Top', undefined]
		]);
		expect(view.path[0]).toMatchObject({ weightShare: 0.75, contribution: 60, kind: 'additive' });
		expect(view.toTop).toEqual({ value: 40, kind: 'additive' });
		expect(view.isTop).toBe(false);
	});

	it('adds up the contributions of a dimension to its score', () => {
		const receipt = receiptOf('arithmetic', [40, 80, 50]);
		const view = receiptView(receipt, 'Dim')!;
		expect(view.contributionSum).toBe(view.node.score);
		expect(view.children.map(({ code }) => code)).toEqual(['A', 'B']);
	});

	it('adds nothing up where contributions are logarithms or effects of leaving out', () => {
		expect(receiptView(receiptOf('geometric', [40, 80, 50]), 'Dim')!.contributionSum).toBeNull();
		const view = receiptView(receiptOf('median', [40, 80, 50]), 'A')!;
		expect(view.path[0]?.kind).toBe('leaveOneOut');
		expect(view.toTop?.kind).toBe('leaveOneOut');
	});

	it('names the reason of a child that is missing', () => {
		const view = receiptView(receiptOf('arithmetic', [NaN, 80, 50]), 'Dim')!;
		expect(view.children[0]).toMatchObject({
			code: 'A',
			score: null,
			reason: 'notReported',
			contribution: null
		});
		expect(view.contributionSum).toBe(80);
	});

	it('carries what the rules did to the total', () => {
		const view = receiptView(
			receiptOf('arithmetic', [40, 80, 50], [{ do: 'penalty', code: 'late', max: 5 }]),
			'Top'
		)!;
		expect(view.isTop).toBe(true);
		expect(view.toTop).toBeNull();
		expect(view.finish.rules[0]?.effect).toBe(-1);
		expect(view.finish.score).toBe(view.finish.base! - 1);
	});

	it('knows only nodes of the framework', () => {
		expect(receiptView(receiptOf('arithmetic', [40, 80, 50]), 'nowhere')).toBeUndefined();
	});
});

describe('the state of a cell in a revision', () => {
	it('reads value, parts, reason and status, whatever else was kept', () => {
		expect(
			revisionState({ value: 3, numerator: 3, denominator: 100, status: 'submitted', note: 'x' })
		).toEqual({
			value: 3,
			numerator: 3,
			denominator: 100,
			missingReason: null,
			status: 'submitted'
		});
		expect(revisionState({ missing_reason: 'suppressed' }).missingReason).toBe('suppressed');
		expect(revisionState({}).value).toBeNull();
	});
});
