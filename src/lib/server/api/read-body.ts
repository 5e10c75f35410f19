import type { z } from 'zod';
import type { Locale } from '../context';
import { tooLargeAt } from '../hooks/request-bytes';
import { ApiRefusal, errorsOfZod, zodWords } from './problem';

/** The text of a JSON body, not parsed yet. @throws ApiRefusal `unsupportedMediaType`, `invalidInput` @throws DomainError `tooLarge` */
export async function readJsonText(request: Request, mostBytes: number): Promise<string> {
	const type = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
	if (type !== 'application/json' && !/^application\/[\w.-]+\+json$/.test(type)) {
		throw new ApiRefusal('unsupportedMediaType', `Send application/json, not "${type}"`);
	}
	const bytes = await request.arrayBuffer();
	if (bytes.byteLength > mostBytes) throw tooLargeAt(new URL(request.url).pathname);
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		throw notJson('The body is not UTF-8');
	}
}

/** @throws ApiRefusal `invalidInput`: no JSON, text that no database stores, or not as the schema wants it */
export function parseJson(text: string, schema: z.ZodType, locale: Locale): unknown {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch (error) {
		throw notJson(error instanceof Error ? error.message.split('\n')[0]! : 'The body is no JSON');
	}
	// Only escapes can bring these in; looking for them first spares most bodies the walk.
	if (/\\u(0000|d[89a-f])/i.test(text)) refuseUnstorable(value, '');
	const parsed = schema.safeParse(value, zodWords(locale));
	if (parsed.success) return parsed.data;
	throw new ApiRefusal('invalidInput', 'The body is not as it must be', errorsOfZod(parsed.error, ''));
}

function refuseUnstorable(value: unknown, pointer: string): void {
	if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed())) {
		const detail = 'holds U+0000 or half of a surrogate pair';
		throw new ApiRefusal('invalidInput', `The text at ${pointer} ${detail}`, [
			{ pointer, code: 'unstorableText', detail }
		]);
	}
	if (typeof value !== 'object' || value === null) return;
	for (const [key, inner] of Object.entries(value)) {
		refuseUnstorable(key, pointer);
		refuseUnstorable(inner, `${pointer}/${key}`);
	}
}

function notJson(message: string): ApiRefusal {
	return new ApiRefusal('invalidInput', message, [{ pointer: '', code: 'notJson', detail: message }]);
}

/** Parameters of an address; one that stands there twice is refused, since nobody knows which was meant. */
export function readQuery(
	search: URLSearchParams,
	schema: z.ZodObject,
	locale: Locale
): Record<string, unknown> {
	const given: Record<string, string> = Object.create(null) as Record<string, string>;
	for (const [name, value] of search) {
		if (name in given) {
			throw new ApiRefusal('invalidInput', `"${name}" stands in the address twice`, [
				{ parameter: name, code: 'twice', detail: `"${name}" stands in the address twice` }
			]);
		}
		given[name] = value;
	}
	return parseParameters({ ...given }, schema, locale);
}

export function parseParameters(
	given: Readonly<Record<string, unknown>>,
	schema: z.ZodObject,
	locale: Locale
): Record<string, unknown> {
	const parsed = schema.strict().safeParse(given, zodWords(locale));
	if (parsed.success) return parsed.data;
	const errors = parsed.error.issues.flatMap((issue) => {
		const names = issue.code === 'unrecognized_keys' ? issue.keys : [issue.path.map(String).join('.')];
		return names.map((parameter) => ({ parameter, code: issue.code, detail: issue.message }));
	});
	throw new ApiRefusal('invalidInput', 'The parameters are not as they must be', errors);
}
