import { describe, expect, it } from 'vitest';
import { frameworkDefinitionSchema } from '../../src/lib/domain/framework/definition';
import type { NodeScore } from '../../src/lib/domain/ranking/standing';
import type { ReportNode } from '../../src/lib/domain/unit/unit-report';
import { nodeRows } from '../../src/lib/view/unit-table';

const nodes: ReportNode[] = frameworkDefinitionSchema
	.parse({
		code: 'F',
		version: 1,
		nodes: [
			{ code: 'B', parent: 'D2', weight: 1 },
			{ code: 'Top', aggregate: 'arithmetic' },
			{ code: 'D1', name: { en: 'One', 'zh-CN': '一' }, parent: 'Top', weight: 1, aggregate: 'arithmetic' },
			{ code: 'D2', parent: 'Top', weight: 3, aggregate: 'sum' },
			{ code: 'A', parent: 'D1', weight: 1 },
			{ code: 'A2', parent: 'D1', weight: 1 }
		]
	})
	.nodes.map((spec) => ({ code: spec.code, spec, indicator: undefined }));

const score = (nodeCode: string, value: number | null, over: Partial<NodeScore> = {}): NodeScore => ({
	roundId: 1,
	nodeCode,
	unitId: 1,
	score: value,
	rank: value === null ? null : 2,
	coverage: 1,
	missingReason: value === null ? 'notReported' : null,
	grade: null,
	peerGroup: null,
	...over
});

describe('the rows of a unit’s table', () => {
	const scores = [
		score('Top', 65),
		score('D1', 80),
		score('A', 80),
		score('A2', null),
		score('D2', 60),
		score('B', 60)
	];
	const rows = (over: Partial<Parameters<typeof nodeRows>[0]> = {}) =>
		nodeRows({ nodes, scores, previousScores: [], inputs: [], spreads: undefined, ...over });

	it('stand in tree order without the top, however the framework lists its nodes', () => {
		expect(rows().map(({ code, depth }) => [code, depth])).toEqual([
			['D1', 1],
			['A', 2],
			['A2', 2],
			['D2', 1],
			['B', 2]
		]);
		expect(rows().map(({ name }) => name)[0]).toEqual({ en: 'One', 'zh-CN': '一' });
	});

	it('bring contributions that add up to the top, level by level, with the weight of what is missing shared out', () => {
		const toTop = Object.fromEntries(rows().map((row) => [row.code, row.toTop]));
		expect(toTop).toEqual({ D1: 20, A: 20, A2: null, D2: 45, B: 45 });
		expect(rows().find(({ code }) => code === 'A')?.weightShare).toBe(1);
		expect(rows().find(({ code }) => code === 'B')?.weightShare).toBeNull();
	});

	it('have no contributions below an aggregation that does not add up', () => {
		const geometric = nodes.map((node) =>
			node.code === 'D1' ? { ...node, spec: { ...node.spec, aggregate: 'geometric' as const } } : node
		);
		const toTop = Object.fromEntries(rows({ nodes: geometric }).map((row) => [row.code, row.toTop]));
		expect(toTop).toMatchObject({ D1: 20, A: null, D2: 45 });
	});

	it('count places gained within one peer group only', () => {
		const gained = (previous: Partial<NodeScore>) =>
			rows({ previousScores: [score('A', 70, { rank: 5, ...previous })] }).find(({ code }) => code === 'A')
				?.placesGained;
		expect(gained({})).toBe(3);
		expect(gained({ peerGroup: 'east' })).toBeNull();
		expect(gained({ rank: null })).toBeNull();
	});

	it('say when a missing value was given a score all the same', () => {
		const filled = [
			...scores.filter(({ nodeCode }) => nodeCode !== 'A2'),
			score('A2', 0, { missingReason: 'notReported' })
		];
		expect(rows({ scores: filled }).find(({ code }) => code === 'A2')).toMatchObject({
			isFilled: true,
			score: 0,
			reason: 'notReported'
		});
	});

	it('take nothing from peers that may not be read', () => {
		expect(rows()[0]).toMatchObject({ rankedCount: undefined, peerMedian: undefined });
	});
});
