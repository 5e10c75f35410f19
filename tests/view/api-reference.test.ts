import { describe, expect, it } from 'vitest';
import { presentApi, typeOf, type ApiDocument } from '../../src/lib/view/api-reference';

const document: ApiDocument = {
	info: { version: '1', description: 'One.\n\nTwo.' },
	tags: [{ name: 'directory', description: 'Units.' }],
	paths: {
		'/units/{code}': {
			get: {
				operationId: 'getUnit',
				tags: ['directory'],
				summary: 'One unit.',
				security: [{}, { token: [] }],
				parameters: [{ name: 'code', in: 'path', required: true, schema: { type: 'string' } }],
				responses: {
					'200': {
						description: 'The answer.',
						content: { 'application/json': { schema: { $ref: '#/components/schemas/Unit' } } }
					}
				}
			},
			put: {
				operationId: 'putUnit',
				tags: ['directory'],
				summary: 'Write it.',
				security: [{ token: [] }],
				'x-permissions': ['unit.manage'],
				parameters: [],
				requestBody: {
					content: {
						'application/json': { schema: { $ref: '#/components/schemas/Unit' }, example: { a: 1 } }
					}
				},
				responses: {}
			}
		}
	},
	components: {
		schemas: {
			Unit: {
				type: 'object',
				properties: {
					name: { type: 'object', properties: { en: { type: 'string' } }, required: ['en'] },
					rows: {
						type: 'array',
						items: { type: 'object', properties: { row: { type: ['integer', 'null'] } } }
					}
				},
				required: ['name']
			}
		}
	}
};

describe('the page of the API', () => {
	const shown = presentApi(document, 'https://example.org');

	it('shows each address with its parameters, answers and an example', () => {
		const [get, put] = shown.groups[0]!.operations;
		expect(get).toMatchObject({
			method: 'GET',
			path: '/api/v1/units/{code}',
			permissions: [],
			parameters: [{ name: 'code', place: 'path', type: 'string', isRequired: true }],
			answers: [{ status: '200', schema: 'Unit' }],
			curl: "curl 'https://example.org/api/v1/units/330000'"
		});
		expect(put!.curl).toContain("-H 'Authorization: Bearer ys_…'");
		expect(put!.curl).toContain(`-d '{"a":1}'`);
	});

	it('shows nested fields by their paths', () => {
		expect(shown.schemas[0]!.fields.map(({ name, type, isRequired }) => [name, type, isRequired])).toEqual([
			['name', 'object', true],
			['name.en', 'string', true],
			['rows', 'object[]', false],
			['rows[].row', 'integer | null', false]
		]);
	});
});

describe('a type in one line', () => {
	it.each([
		[{ type: 'integer', minimum: 1, maximum: 1000 }, 'integer 1–1000'],
		[{ type: 'integer', minimum: -9007199254740991, maximum: 9007199254740991 }, 'integer'],
		[{ type: 'string', enum: ['a', 'b'] }, '"a" | "b"'],
		[{ type: 'string', format: 'date' }, 'string (date)'],
		[{ anyOf: [{ type: 'number' }, { type: 'null' }] }, 'number | null'],
		[{ type: 'array', items: { type: ['string', 'null'] } }, '(string | null)[]'],
		[{ type: 'array', prefixItems: [{ type: 'number' }, { type: 'string' }] }, '[number, string]'],
		[{ $ref: '#/components/schemas/Unit' }, 'Unit'],
		[{}, 'any']
	])('%j is %s', (schema, words) => expect(typeOf(schema)).toBe(words));
});
