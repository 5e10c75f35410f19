/** An OpenAPI 3.1 document as far as the page that shows it looks. */
interface SchemaLike {
	readonly $ref?: string;
	readonly type?: string | readonly string[];
	readonly enum?: readonly unknown[];
	readonly const?: unknown;
	readonly format?: string;
	readonly description?: string;
	readonly default?: unknown;
	readonly minimum?: number;
	readonly maximum?: number;
	readonly properties?: Readonly<Record<string, SchemaLike>>;
	readonly required?: readonly string[];
	readonly items?: SchemaLike | false;
	readonly prefixItems?: readonly SchemaLike[];
	readonly anyOf?: readonly SchemaLike[];
	readonly allOf?: readonly SchemaLike[];
	readonly additionalProperties?: SchemaLike | boolean;
}

interface ContentLike {
	readonly schema?: SchemaLike;
	readonly example?: unknown;
}

interface OperationLike {
	readonly operationId: string;
	readonly tags: readonly string[];
	readonly summary: string;
	readonly description?: string;
	readonly security: readonly object[];
	readonly 'x-permissions'?: readonly string[];
	readonly parameters: readonly {
		readonly name: string;
		readonly in: string;
		readonly required?: boolean;
		readonly description?: string;
		readonly schema: SchemaLike;
	}[];
	readonly requestBody?: { readonly content: Readonly<Record<string, ContentLike>> };
	readonly responses: Readonly<
		Record<string, { readonly description: string; readonly content?: Readonly<Record<string, ContentLike>> }>
	>;
}

export interface ApiDocument {
	readonly info: { readonly version: string; readonly description: string };
	readonly tags: readonly { readonly name: string; readonly description: string }[];
	readonly paths: Readonly<Record<string, Readonly<Record<string, OperationLike>>>>;
	readonly components: { readonly schemas: Readonly<Record<string, SchemaLike>> };
}

export interface ApiField {
	/** `items[].name.en` */
	readonly name: string;
	readonly type: string;
	/** name of the schema that it is of, if it has one */
	readonly schema: string | undefined;
	readonly isRequired: boolean;
	readonly words: string;
}

export interface ApiParameter extends ApiField {
	readonly place: string;
}

export interface ApiBody {
	readonly types: readonly string[];
	readonly schema: string | undefined;
	readonly example: string | undefined;
}

export interface ApiOperation {
	readonly id: string;
	readonly method: string;
	/** with `/api/v1` */
	readonly path: string;
	readonly summary: string;
	readonly words: string;
	/** one of these is asked for; none: open to everybody */
	readonly permissions: readonly string[];
	readonly parameters: readonly ApiParameter[];
	readonly body: ApiBody | undefined;
	readonly answers: readonly {
		readonly status: string;
		readonly words: string;
		readonly types: readonly string[];
		readonly schema: string | undefined;
	}[];
	readonly curl: string;
}

export interface ApiReference {
	readonly version: string;
	/** paragraphs */
	readonly introduction: readonly string[];
	readonly groups: readonly {
		readonly name: string;
		readonly words: string;
		readonly operations: readonly ApiOperation[];
	}[];
	readonly schemas: readonly { readonly name: string; readonly fields: readonly ApiField[] }[];
}

const base = '/api/v1';

/** What the page shows of the document. @param origin of the examples */
export function presentApi(document: ApiDocument, origin: string): ApiReference {
	const operations = Object.entries(document.paths).flatMap(([path, verbs]) =>
		Object.entries(verbs).map(([verb, operation]) => ({
			tag: operation.tags[0],
			shown: presentOperation(path, verb.toUpperCase(), operation, origin)
		}))
	);
	return {
		version: document.info.version,
		introduction: document.info.description.split(/\n\n+/),
		groups: document.tags.map(({ name, description }) => ({
			name,
			words: description,
			operations: operations.filter(({ tag }) => tag === name).map(({ shown }) => shown)
		})),
		schemas: Object.entries(document.components.schemas).map(([name, schema]) => ({
			name,
			fields: fieldsOf(schema, '', 0)
		}))
	};
}

function presentOperation(
	path: string,
	method: string,
	operation: OperationLike,
	origin: string
): ApiOperation {
	const body = operation.requestBody && presentBody(operation.requestBody.content);
	return {
		id: operation.operationId,
		method,
		path: `${base}${path}`,
		summary: operation.summary,
		words: operation.description ?? '',
		permissions: operation['x-permissions'] ?? [],
		parameters: operation.parameters.map((parameter) => ({
			name: parameter.name,
			place: parameter.in,
			type: typeOf(parameter.schema),
			schema: undefined,
			isRequired: parameter.required === true,
			words: parameter.description ?? ''
		})),
		body,
		answers: Object.entries(operation.responses).map(([status, response]) => {
			const content = response.content ?? {};
			return {
				status,
				words: response.description,
				types: Object.keys(content),
				schema: nameOf(Object.values(content)[0]?.schema)
			};
		}),
		curl: curlOf(method, path, operation, body, origin)
	};
}

function presentBody(content: Readonly<Record<string, ContentLike>>): ApiBody {
	const [first] = Object.values(content);
	return {
		types: Object.keys(content),
		schema: nameOf(first?.schema),
		example: first?.example === undefined ? undefined : JSON.stringify(first.example, null, 2)
	};
}

const examples: Readonly<Record<string, string>> = {
	unit: '330000-health',
	indicator: 'OPN-02',
	period: '2026-03',
	round: '1',
	id: '1'
};

/** A command that can be pasted into a shell once the token is put in. */
function curlOf(
	method: string,
	path: string,
	operation: OperationLike,
	body: ApiBody | undefined,
	origin: string
): string {
	const code = path.startsWith('/units') ? '330000' : 'OPN-02';
	const address = `${origin}${base}${path.replace(/\{(\w+)\}/g, (_, name: string) => examples[name] ?? code)}`;
	const needsToken = !operation.security.some((way) => Object.keys(way).length === 0);
	const lines = [
		`curl '${address}'`,
		...(method === 'GET' ? [] : [`-X ${method}`]),
		...(needsToken ? ["-H 'Authorization: Bearer ys_…'"] : []),
		...(body?.example === undefined
			? []
			: [
					"-H 'Content-Type: application/json'",
					"-H 'Idempotency-Key: 2026-03-a'",
					`-d '${JSON.stringify(JSON.parse(body.example))}'`
				]),
		...(body && body.example === undefined
			? ['-F framework=@F.json', '-F data=@D.csv', `-H 'Origin: ${origin}'`]
			: [])
	];
	return lines.join(' \\\n  ');
}

function nameOf(schema: SchemaLike | undefined): string | undefined {
	return /^#\/components\/schemas\/(.+)$/.exec(schema?.$ref ?? '')?.[1];
}

/** A type in one line: `string`, `integer 1–1000`, `"draft" | "submitted"`, `Unit[]`. */
export function typeOf(schema: SchemaLike): string {
	const name = nameOf(schema);
	if (name !== undefined) return name;
	if (schema.const !== undefined) return JSON.stringify(schema.const);
	if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
	const several = schema.anyOf ?? schema.allOf;
	if (several) return several.map(typeOf).join(' | ');
	if (schema.prefixItems) return `[${schema.prefixItems.map(typeOf).join(', ')}]`;
	if (schema.type === 'array') return schema.items ? `${wrapped(typeOf(schema.items))}[]` : 'array';
	const type = [schema.type ?? 'any'].flat().join(' | ');
	if (schema.format !== undefined) return `${type} (${schema.format})`;
	return isBounded(schema) ? `${type} ${schema.minimum}–${schema.maximum}` : type;
}

const wrapped = (type: string): string => (type.includes(' | ') ? `(${type})` : type);

/** Bounds of what a double holds exactly say nothing to a reader. */
function isBounded({ minimum, maximum }: SchemaLike): boolean {
	return minimum !== undefined && maximum !== undefined && maximum < 2 ** 31;
}

const deepest = 4;

function fieldsOf(schema: SchemaLike, prefix: string, depth: number): ApiField[] {
	return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
		const path = `${prefix}${name}`;
		const inner = innerOf(field);
		const own: ApiField = {
			name: path,
			type: inner ? (field.type === 'array' ? 'object[]' : 'object') : typeOf(field),
			schema: nameOf(field),
			isRequired: (schema.required ?? []).includes(name),
			words: field.description ?? ''
		};
		if (!inner || depth >= deepest) return [own];
		return [own, ...fieldsOf(inner, `${path}${field.type === 'array' ? '[]' : ''}.`, depth + 1)];
	});
}

/** The object whose fields are shown below a field: itself, or its items. */
function innerOf(field: SchemaLike): SchemaLike | undefined {
	if (field.properties) return field;
	if (field.type === 'array' && field.items && field.items.properties) return field.items;
	return undefined;
}
