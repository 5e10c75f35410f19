import { z } from 'zod';
import { DomainError } from '../../domain/errors';
import { duplicateKeys } from '../../domain/framework/duplicate-keys';
import type { ContractFile, ContractRequest } from '../scoring/run-contract';
import { requestBytes, tooLargeAt } from '../hooks/request-bytes';

/** The fields of a request are the options of `npm run score`; files come as text, the framework also as JSON in place. */
const fieldsSchema = z.strictObject({
	framework: z.union([z.string(), z.record(z.string(), z.unknown())]),
	data: z.string(),
	units: z.string().optional(),
	adjustments: z.string().optional(),
	period: z.string().optional(),
	format: z.enum(['csv', 'json']).optional(),
	receipt: z.string().optional()
});

/**
 * Reads what is to be scored: `application/json` with these fields, or `multipart/form-data` with files under the same names.
 * Without `format` the `Accept` header decides, and CSV is the default.
 * @throws DomainError `invalidInput` with a problem a field, `tooLarge`
 */
export async function readScoreRequest(request: Request): Promise<ContractRequest> {
	const given = await readFields(request);
	const parsed = fieldsSchema.safeParse(given);
	if (!parsed.success) {
		const problems = parsed.error.issues.slice(0, 20).map((issue) => ({
			file: issue.path.map(String).join('.') || 'request',
			message: issue.message,
			remedy:
				'send framework and data, and if need be units, adjustments, period, format (csv or json), receipt'
		}));
		throw new DomainError('invalidInput', 'The request lacks something', {
			problems,
			count: problems.length
		});
	}
	const { framework, data, units, adjustments, period, format, receipt } = parsed.data;
	return {
		framework: file('framework', typeof framework === 'string' ? framework : JSON.stringify(framework)),
		data: file('data', data),
		...(units !== undefined && { units: file('units', units) }),
		...(adjustments !== undefined && { adjustments: file('adjustments', adjustments) }),
		...(period !== undefined && { period }),
		format: format ?? (/\bapplication\/json\b/.test(request.headers.get('accept') ?? '') ? 'json' : 'csv'),
		...(receipt !== undefined && { receipt })
	};
}

async function readFields(request: Request): Promise<unknown> {
	const type = request.headers.get('content-type') ?? '';
	const bytes = await request.arrayBuffer();
	if (bytes.byteLength > requestBytes.score) {
		throw tooLargeAt(new URL(request.url).pathname);
	}
	if (/^multipart\/form-data\b/i.test(type)) {
		const form = await new Response(bytes, { headers: { 'content-type': type } }).formData().catch(refuse);
		const entries = [...form].map(async ([name, part]) => [
			name,
			typeof part === 'string' ? part : decode(name, await part.arrayBuffer())
		]);
		return Object.fromEntries((await Promise.all(entries)) as [string, string][]);
	}
	const text = decode('request', bytes);
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch (error) {
		return refuse(error);
	}
	// Of a framework in place, only the text still shows them.
	const duplicates = duplicateKeys(text, json);
	if (duplicates.length === 0) return json;
	throw new DomainError('invalidInput', 'The request has a key twice', {
		problems: duplicates.slice(0, 20).map((problem) => ({ file: 'request', ...problem })),
		count: duplicates.length
	});
}

function decode(name: string, bytes: ArrayBuffer): string {
	try {
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch {
		const problems = [{ file: name, message: 'is not UTF-8', remedy: 'save it as UTF-8' }];
		throw new DomainError('invalidInput', 'The request is not UTF-8', { problems, count: 1 });
	}
}

function refuse(error: unknown): never {
	const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
	const remedy = 'send application/json or multipart/form-data';
	const problems = [{ file: 'request', message: `cannot be read (${line})`, remedy }];
	throw new DomainError('invalidInput', 'The request cannot be read', { problems, count: 1 });
}

function file(name: string, text: string): ContractFile {
	return { name, bytes: new TextEncoder().encode(text) };
}
