import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonSplitter } from '../../../../src/lib/server/importers/json/json-splitter';
import { cellsOf, readAll, refusalOf } from '../read-all';

const json = (text: string, name = 'f.json') => readAll({ name, bytes: Buffer.from(text) });

describe('rows of JSON', () => {
	it.each([
		['a list', '[{"a":1,"b":"x"},{"b":null,"a":2.5}]'],
		[
			'a list under a key',
			'{"meta":{"data":[1]},"n":2,"data":[{"a":1,"b":"x"},{"b":null,"a":2.5}],"more":[{}]}'
		],
		['one object a line', '{"a":1,"b":"x"}\n{"b":null,"a":2.5}\n']
	])('come from %s', async (_, text) => {
		const source = await json(text);
		expect([source.format, source.header, source.headerRow]).toEqual(['json', ['a', 'b'], 0]);
		expect(source.all).toMatchObject([
			{ row: 1, cells: ['1', 'x'], typed: [{ kind: 'number', value: 1 }, undefined] },
			{ row: 2, cells: ['2.5', ''] }
		]);
	});

	it('are recognised without the name of the file', async () => {
		expect((await json('[{"a":true}]', 'f.txt')).all[0]).toMatchObject({
			cells: ['true'],
			typed: [{ kind: 'boolean', value: true }]
		});
	});

	it('keep strings with brackets, quotes and line ends whole', async () => {
		const text = 'x"]}{[\\\n中';
		expect(cellsOf((await json(JSON.stringify([{ a: text }]))).all)).toEqual([[text]]);
	});

	it('are wrong one by one where they have a key of their own', async () => {
		const rows = Array.from({ length: 1500 }, (_, i) => (i === 1400 ? { a: 1, late: 2 } : { a: i }));
		const { all } = await json(JSON.stringify(rows));
		expect(all.filter(({ problem }) => problem).map(({ row, problem }) => [row, problem?.reason])).toEqual([
			[1401, 'unknownKey']
		]);
	});

	it.each([
		['[{"a":{"b":1}}]', 'nestedValue'],
		['[{"a":[1]}]', 'nestedValue'],
		['[1,2]', 'notARow'],
		['[', 'brokenJson'],
		['[{"a":1}', 'brokenJson'],
		['[{"a":1]', 'brokenJson'],
		['[{a:1}]', 'brokenJson'],
		['"text"', 'notARow'],
		['[]', 'noRows'],
		['[{"a":"\\u0000"}]', 'nullCharacter']
	])('are refused for %s: %s', async (text, reason) => {
		const refusal = await refusalOf(json(text));
		expect(refusal.reason).toBe(reason);
	});

	it('name the key that holds more than a value', async () => {
		expect((await refusalOf(json('[{"a":1},{"a":2,"places":[1]}]'))).message).toMatch(
			/^f\.json, row 2, column "places": /
		);
	});

	it('refuse an entry that never ends before it fills the memory', async () => {
		expect((await refusalOf(json(`[{"a":"${'x'.repeat(5_000_000)}"}]`))).reason).toBe('cellTooLong');
	});

	it('come back whole, however the text is cut', () => {
		const value = fc.oneof(
			fc.string({ unit: fc.constantFrom('a', '"', '\\', '{', ']', ',', '中') }),
			fc.integer(),
			fc.constant(null)
		);
		const entries = fc.array(fc.dictionary(fc.constantFrom('a', 'b', 'data', '}'), value), { minLength: 1 });
		fc.assert(
			fc.property(entries, fc.boolean(), fc.nat({ max: 60 }), (rows, isWrapped, cut) => {
				const text = JSON.stringify(isWrapped ? { n: 1, data: rows } : rows);
				const splitter = new JsonSplitter();
				const found = [
					...splitter.split(text.slice(0, cut), false),
					...splitter.split(text.slice(cut), false),
					...splitter.split('', true)
				];
				expect(found.map((entry) => JSON.parse(entry) as unknown)).toEqual(rows);
			})
		);
	});

	it('and any text is read or refused, and nothing else happens', async () => {
		const text = fc.string({
			unit: fc.constantFrom('{', '}', '[', ']', '"', ':', ',', 'a', '1', '\\', ' '),
			maxLength: 40
		});
		await fc.assert(
			fc.asyncProperty(text, async (input) => {
				await json(input).catch((error: { code?: string }) => expect(error.code).toBe('importRefused'));
			}),
			{ numRuns: 500 }
		);
	});
});
