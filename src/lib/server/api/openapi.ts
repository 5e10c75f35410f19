import { z } from 'zod';
import { apiErrorCodes, problemType, type ApiErrorCode } from './problem';
import { highestLimit, defaultLimit, type AnyApiRoute } from './route';
import { problemSchema } from './schemas/problem';

type Json = Record<string, unknown>;

const tags: Readonly<Record<AnyApiRoute['tag'], string>> = {
	observations: 'Reported values: read them, send them, see their history.',
	results: 'Rounds and what was published of them.',
	directory: 'Units, indicators and periods.',
	engine: 'The scoring engine on tables of your own; nothing of it is stored.',
	document: 'This document.'
};

const description = `Everything here is decided by the same rules as the pages.

**Who asks.** Without a token: what is published. With \`Authorization: Bearer ys_…\` (made at \`/account/tokens\`): what its owner may do at this moment, narrowed to the token's units and permissions.

**Lists** come in pages: \`limit\` (at most ${highestLimit}) and \`cursor\`; the address of the next page stands in \`Link: …; rel="next"\` and its cursor in \`next\`.

**Reads** carry an \`ETag\`; send it as \`If-None-Match\` and an unchanged answer is \`304\`.

**Writes** take an \`Idempotency-Key\`: the same request with the same key within 24 hours is answered once and repeated with \`Idempotency-Replayed: true\`.

**Refusals** are \`application/problem+json\` (RFC 9457), in the language of \`Accept-Language\` (English or Chinese); \`errors\` say what is wrong where.

**Limits** are counted per token, or per network without one: \`RateLimit-Limit\`, \`RateLimit-Remaining\`, \`RateLimit-Reset\`, and \`Retry-After\` beside \`429\`.`;

/** The OpenAPI 3.1 document of these routes. */
export function openApiDocument(routes: readonly AnyApiRoute[], version: string): Json {
	const schemas = componentSchemas(routes);
	const paths: Record<string, Json> = {};
	for (const route of routes) {
		(paths[route.path] ??= {})[route.method.toLowerCase()] = operationOf(route);
	}
	return {
		openapi: '3.1.0',
		info: {
			title: 'Yardstick',
			version,
			description,
			license: { name: 'MIT', identifier: 'MIT' }
		},
		servers: [{ url: '/api/v1' }],
		tags: Object.entries(tags).map(([name, words]) => ({ name, description: words })),
		paths,
		components: {
			schemas,
			securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'ys_…' } }
		}
	};
}

const reference = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });

/** Each named schema once: bodies as they are sent, answers as they come. */
function componentSchemas(routes: readonly AnyApiRoute[]): Record<string, unknown> {
	const answers = z.registry<{ id: string }>();
	const bodies = z.registry<{ id: string }>();
	answers.add(problemSchema, { id: 'Problem' });
	for (const { answer, body } of routes) {
		if (answer && !answers.has(answer.schema)) answers.add(answer.schema, { id: answer.name });
		if (body && !bodies.has(body.schema)) bodies.add(body.schema, { id: body.name });
	}
	const uri = (id: string) => `#/components/schemas/${id}`;
	const made = {
		...z.toJSONSchema(answers, { uri, io: 'output', unrepresentable: 'any' }).schemas,
		...z.toJSONSchema(bodies, { uri, io: 'input', unrepresentable: 'any', override: tellDefault }).schemas
	};
	return Object.fromEntries(
		Object.entries(made)
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([name, { $schema: _schema, $id: _id, ...schema }]) => [name, schema])
	);
}

/** Generators of clients take a field with a default for one that is always there: of what is sent, words say it. */
function tellDefault({
	jsonSchema
}: {
	readonly jsonSchema: { default?: unknown; description?: string };
}): void {
	if (!('default' in jsonSchema)) return;
	const words = `Without it \`${JSON.stringify(jsonSchema.default)}\`.`;
	jsonSchema.description =
		jsonSchema.description === undefined ? words : `${jsonSchema.description} ${words}`;
	delete jsonSchema.default;
}

function operationOf(route: AnyApiRoute): Json {
	const hasBody = route.body !== undefined || route.raw?.accepts !== undefined;
	return {
		operationId: route.id,
		tags: [route.tag],
		summary: route.summary,
		...(route.description !== undefined && { description: route.description }),
		security: route.access === 'public' ? [{}, { token: [] }] : [{ token: [] }],
		...(route.access !== 'public' && { 'x-permissions': route.access }),
		parameters: [
			...parametersOf(route.params, 'path'),
			...parametersOf(route.query, 'query'),
			...(route.isPaged ? pageParameters : []),
			...(route.method === 'GET' ? [header('If-None-Match', 'ETag of the answer that is known.')] : []),
			...(route.body
				? [header('Idempotency-Key', 'Up to 255 visible ASCII signs: the same request is answered once.')]
				: []),
			...(route.isConditional
				? [
						header('If-Match', 'ETag of the value that is to be replaced; `*`: whatever is there.'),
						header('If-None-Match', '`*`: only where nothing is there yet.')
					]
				: [])
		],
		...(hasBody && { requestBody: requestBodyOf(route) }),
		responses: responsesOf(route)
	};
}

function header(name: string, words: string): Json {
	return { name, in: 'header', description: words, schema: { type: 'string' } };
}

const pageParameters: readonly Json[] = [
	{
		name: 'limit',
		in: 'query',
		description: 'Items of a page.',
		schema: { type: 'integer', minimum: 1, maximum: highestLimit, default: defaultLimit }
	},
	{
		name: 'cursor',
		in: 'query',
		description: '`next` of the page before; the other parameters stay as they were.',
		schema: { type: 'string' }
	}
];

function parametersOf(schema: z.ZodObject | undefined, place: 'path' | 'query'): Json[] {
	if (!schema) return [];
	const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as {
		properties?: Record<string, Json>;
		required?: string[];
	};
	return Object.entries(json.properties ?? {}).map(([name, { description: words, ...rest }]) => ({
		name,
		in: place,
		required: place === 'path' || (json.required ?? []).includes(name),
		...(words !== undefined && { description: words }),
		schema: rest
	}));
}

function requestBodyOf({ body, raw }: AnyApiRoute): Json {
	if (body) {
		const example = body.example === undefined ? {} : { example: body.example };
		return { required: true, content: { 'application/json': { schema: reference(body.name), ...example } } };
	}
	return {
		required: true,
		content: Object.fromEntries((raw?.accepts ?? []).map((type) => [type, { schema: { type: 'object' } }]))
	};
}

const always: readonly ApiErrorCode[] = ['tooManyAttempts', 'unexpected'];

/** The refusals of a route by their status: what every route has, what follows from its form, and its own. */
export function errorCodesOf(route: AnyApiRoute): ApiErrorCode[] {
	const isFree = route.access === 'public';
	return [
		'invalidInput',
		'invalidToken',
		...(isFree ? [] : (['notSignedIn', 'forbidden'] as const)),
		...(route.body ? (['tooLarge', 'unsupportedMediaType', 'keyReused', 'keyInUse'] as const) : []),
		...(route.errors ?? []),
		...always
	];
}

function responsesOf(route: AnyApiRoute): Json {
	const content = route.answer
		? { 'application/json': { schema: reference(route.answer.name) } }
		: Object.fromEntries((route.raw?.answers ?? []).map((type) => [type, {}]));
	const responses: Record<string, Json> = {
		'200': {
			description: 'The answer.',
			headers: {
				...(route.method === 'GET' && { ETag: { schema: { type: 'string' } } }),
				...(route.isPaged && { Link: { description: 'The next page.', schema: { type: 'string' } } })
			},
			content
		}
	};
	if (route.method === 'GET') responses['304'] = { description: 'Unchanged since `If-None-Match`.' };
	for (const code of errorCodesOf(route)) {
		const status = String(statusOfCode[code] ?? 400);
		const known = responses[status]?.['description'];
		responses[status] = {
			description: `${known === undefined ? '' : `${known as string}, `}\`${code}\``,
			content: { 'application/problem+json': { schema: reference('Problem') } }
		};
	}
	return responses;
}

/** Statuses stand in the words of a refusal, which need a language; the document has none, so they stand here once more. A test compares. */
export const statusOfCode: Readonly<Partial<Record<ApiErrorCode, number>>> = {
	invalidInput: 400,
	invalidFramework: 400,
	invalidPeriod: 400,
	notSignedIn: 401,
	invalidToken: 401,
	forbidden: 403,
	notFound: 404,
	unknownUnit: 404,
	unknownIndicator: 404,
	methodNotAllowed: 405,
	conflict: 409,
	keyInUse: 409,
	preconditionFailed: 412,
	tooLarge: 413,
	unsupportedMediaType: 415,
	itemsRefused: 422,
	keyReused: 422,
	tooManyAttempts: 429,
	unexpected: 500,
	busy: 503
};

export { apiErrorCodes, problemType };
