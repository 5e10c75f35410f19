import { describe, expect, it } from 'vitest';
import { unitBasis } from '../../../src/lib/domain/unit/unit-basis';
import type { ReportNode } from '../../../src/lib/domain/unit/unit-report';

const node = (code: string, onNotReported: 'zero' | 'exclude'): ReportNode => ({
	code,
	spec: {
		code,
		parent: 'TOTAL',
		name: { en: code, 'zh-CN': code },
		weight: 1,
		steps: [],
		missing: { notReported: { do: onNotReported } }
	} as unknown as ReportNode['spec'],
	indicator: undefined
});
const nodes = [node('A', 'zero'), node('B', 'zero'), node('C', 'exclude')];
const now = new Date('2026-11-25T12:00:00Z');

describe('what the results of a unit rest on', () => {
	it('counts the months that are over and the values that count as 0 until they come in', () => {
		const inputs = [
			{ nodeCode: 'A', missingReason: null },
			{ nodeCode: 'B', missingReason: 'notReported' as const },
			{ nodeCode: 'C', missingReason: 'notReported' as const }
		];
		expect(unitBasis({ period: '2026-Q4', stage: 'collecting' }, nodes, inputs, now)).toEqual({
			progress: { ended: 1, all: 3 },
			countedAsZero: 1
		});
	});

	it('says nothing of a round in which nothing changes any more', () => {
		expect(unitBasis({ period: '2026-Q3', stage: 'published' }, nodes, [], now)).toBeUndefined();
	});
});
