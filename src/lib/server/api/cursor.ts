import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ApiRefusal } from './problem';

const version = 1;
const schema = z.tuple([
	z.literal(version),
	z.string().length(11),
	z
		.array(z.union([z.string(), z.number()]))
		.min(1)
		.max(6)
]);
const longest = 600;

/** What a list was asked for, shortened: a cursor goes on with the same question only. */
function fingerprint(question: string): string {
	return createHash('sha256').update(question).digest('base64url').slice(0, 11);
}

/**
 * Where the next page begins, for programs to hand back and not to read. It opens nothing: what may be read is decided anew for
 * each page, so a made-up cursor is another place in the same list.
 */
export function encodeCursor(question: string, keys: readonly (string | number)[]): string {
	return Buffer.from(JSON.stringify([version, fingerprint(question), keys])).toString('base64url');
}

/** @throws ApiRefusal `invalidInput`: it was altered, or belongs to another question */
export function decodeCursor(question: string, cursor: string): readonly (string | number)[] {
	const parsed = schema.safeParse(read(cursor));
	if (!parsed.success || parsed.data[1] !== fingerprint(question)) {
		throw new ApiRefusal('invalidInput', 'The cursor is none of this list', [
			{ parameter: 'cursor', code: 'invalidCursor', detail: 'The cursor is none of this list' }
		]);
	}
	return parsed.data[2];
}

function read(cursor: string): unknown {
	if (cursor.length > longest || !/^[\w-]+$/.test(cursor)) return undefined;
	try {
		return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
	} catch {
		return undefined;
	}
}
