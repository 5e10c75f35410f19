import { describe, expect, it } from 'vitest';
import { frameworkDefinitionSchema } from '$lib/domain/framework/definition';
import { effectiveWeights, frameworkTree, indicatorsOf } from '$lib/domain/framework/tree';

const framework = frameworkDefinitionSchema.parse({
	code: 'F',
	version: 1,
	nodes: [
		{ code: 'a', parent: 'P', weight: 1 },
		{ code: 'P', parent: 'T', aggregate: 'arithmetic', weight: 3 },
		{ code: 'b', parent: 'P', weight: 3 },
		{ code: 'T', aggregate: 'arithmetic' },
		{ code: 'Q', parent: 'T', aggregate: 'sum', weight: 1 },
		{ code: 'c', parent: 'Q', weight: 9 },
		{ code: 'd', parent: 'Q', weight: 1 }
	]
});

describe('the tree of a framework', () => {
	const tree = frameworkTree(framework);

	it('finds children in the order of F.json', () => {
		expect(tree.root.code).toBe('T');
		expect(tree.childrenOf('P').map((node) => node.code)).toEqual(['a', 'b']);
		expect(tree.childrenOf('a')).toEqual([]);
	});

	it('knows the way to the top', () => {
		expect(tree.pathToRoot('a').map((node) => node.code)).toEqual(['a', 'P', 'T']);
		expect(tree.depthOf('a')).toBe(2);
		expect(tree.pathToRoot('nowhere')).toEqual([]);
	});

	it('tells indicators from inner nodes', () => {
		expect(indicatorsOf(framework).map((node) => node.code)).toEqual(['a', 'b', 'c', 'd']);
	});

	it('shares the top out by weights, alike where an aggregation takes none', () => {
		expect(Object.fromEntries(effectiveWeights(framework))).toEqual({
			T: 1,
			P: 0.75,
			Q: 0.25,
			a: 0.1875,
			b: 0.5625,
			c: 0.125,
			d: 0.125
		});
	});
});
