import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeProblem } from '$lib/domain/framework/check';
import { duplicateKeys } from '$lib/domain/framework/duplicate-keys';

const found = (text: string) => duplicateKeys(text, JSON.parse(text)).map(describeProblem);

describe('keys that stand twice', () => {
	it('are named with their node and their place', () => {
		const text = [
			'{ "code": "F",',
			'  "nodes": [',
			'    { "code": "T" },',
			'    { "code": "中 \\"a\\"", "weight": 1,',
			'      "weight": 2 } ] }'
		].join('\n');
		expect(found(text)).toEqual([
			'nodes[1].weight (node "中 \\"a\\""): key "weight" stands twice, in line 4 and again in line 5, column 7; keep one of both'
		]);
	});

	it('are found however they are spelt, and however often', () => {
		expect(found('{"a":1,"\\u0061":2,"a":3}')).toHaveLength(2);
		expect(found('{"":1,"":2}')[0]).toMatch(/key "" stands twice/);
		expect(found('{"__proto__":1,"__proto__":2,"toString":1}')).toHaveLength(1);
	});

	it('are none where the same key stands in different objects, or in a text', () => {
		expect(found('{"a":{"a":[{"a":1},{"a":"\\"a\\":1,\\"a\\":2"}]},"b":1}')).toEqual([]);
	});

	it('are none in anything that a program wrote', () => {
		fc.assert(
			fc.property(fc.json(), fc.constantFrom(undefined, 2), (json, space) => {
				expect(found(JSON.stringify(JSON.parse(json), null, space))).toEqual([]);
			})
		);
	});

	it('are not looked for in what nests beyond measure', () => {
		const text = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
		expect(duplicateKeys(text, []).map(describeProblem)[0]).toMatch(/nests too deeply/);
	});
});
