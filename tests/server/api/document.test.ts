import { Validator } from '@seriousme/openapi-schema-validator';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../../src/lib/domain/errors';
import { errorCodesOf, statusOfCode } from '../../../src/lib/server/api/openapi';
import { wordsOf } from '../../../src/lib/server/api/problem';
import { apiRoutes, documentOfApi } from '../../../src/lib/server/api/registry';
import { doorsOf, type RouteModule } from '../../routes/attempt';

interface Operation {
	readonly operationId: string;
	readonly responses: Readonly<Record<string, unknown>>;
	readonly parameters: readonly { readonly name: string; readonly in: string }[];
	readonly security: readonly unknown[];
}
const document = documentOfApi() as {
	paths: Record<string, Record<string, Operation>>;
	components: { schemas: Record<string, unknown> };
};
const operations = Object.entries(document.paths).flatMap(([path, verbs]) =>
	Object.entries(verbs).map(([verb, operation]) => ({ path, verb: verb.toUpperCase(), operation }))
);
const files = import.meta.glob<RouteModule>('../../../src/routes/api/v1/**/+server.ts');

describe('the OpenAPI document', () => {
	it('is valid OpenAPI 3.1', async () => {
		const validator = new Validator();
		const outcome = await validator.validate(JSON.parse(JSON.stringify(document)) as Record<string, unknown>);
		expect(outcome).toEqual({ valid: true });
		expect(validator.version).toBe('3.1');
	});

	it('says of every door below /api/v1, and of no other', async () => {
		expect(Object.keys(files)).toHaveLength(
			readdirSync('src/routes/api/v1', { recursive: true, encoding: 'utf8' }).filter((file) =>
				/\+server\.(ts|js)$/.test(file)
			).length
		);
		const doors = await Promise.all(
			Object.entries(files).map(async ([file, load]) => {
				const [, folder = ''] = /routes\/api\/v1(.*)\/\+server\.ts$/.exec(file) ?? [];
				const path = folder.replace(/\[(\w+)\]/g, '{$1}');
				return doorsOf(await load()).map((verb) => `${verb} ${path}`);
			})
		);
		expect(doors.flat().sort()).toEqual(operations.map(({ verb, path }) => `${verb} ${path}`).sort());
	}, 60_000);

	it('refers to no schema that is not there, and holds none twice', () => {
		const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(
			([, name]) => name!
		);
		expect(references.length).toBeGreaterThan(20);
		for (const name of references) expect(document.components.schemas).toHaveProperty(name);
		const names = apiRoutes.flatMap(({ answer, body }) => [answer?.name, body?.name]).filter(Boolean);
		const schemas = new Map<string, unknown>();
		for (const { answer, body } of apiRoutes) {
			for (const named of [answer, body]) {
				if (!named) continue;
				expect(schemas.get(named.name) ?? named.schema).toBe(named.schema);
				schemas.set(named.name, named.schema);
			}
		}
		expect(names.length).toBeGreaterThan(10);
	});

	it.each(apiRoutes.map((route) => [`${route.method} ${route.path}`, route] as const))(
		'%s names the parameters of its path, and the status of each refusal',
		(_, route) => {
			const operation = document.paths[route.path]![route.method.toLowerCase()]!;
			const named = operation.parameters.filter(({ in: place }) => place === 'path').map(({ name }) => name);
			expect(named).toEqual([...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
			for (const code of errorCodesOf(route)) {
				expect(statusOfCode[code], code).toBeDefined();
				expect(operation.responses).toHaveProperty(String(statusOfCode[code]));
			}
			expect(JSON.stringify(operation.security)).toBe(
				route.access === 'public' ? '[{},{"token":[]}]' : '[{"token":[]}]'
			);
		}
	);

	it('gives operations names of their own', () => {
		const ids = operations.map(({ operation }) => operation.operationId);
		expect(new Set(ids).size).toBe(ids.length);
	});
});

describe('a refusal', () => {
	it.each(Object.entries(statusOfCode))('%s has in the document the status that it has', (code, status) => {
		expect(wordsOf(code as (typeof errorCodes)[number]).status).toBe(status);
	});

	it('has a sentence, whatever its code', () => {
		for (const code of errorCodes) expect(wordsOf(code).title).not.toBe('');
	});
});
