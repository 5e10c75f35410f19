import { z } from 'zod';
import { ApiRefusal } from './problem';

const id = z.number().int().min(0).max(2_147_483_647);

/** Shapes of the keys in cursors. */
export const placeSchemas = {
	code: z.tuple([z.string()]),
	id: z.tuple([id]),
	unit: z.tuple([z.string(), z.iso.date()]),
	report: z.tuple([id, id, z.iso.date(), z.string()]),
	score: z.tuple([z.string(), id])
};

/** The keys of a cursor, if they are those of this list. @throws ApiRefusal `invalidInput` */
export function placeOf<T extends z.ZodType>(
	schema: T,
	keys: readonly (string | number)[] | undefined
): z.output<T> | undefined {
	if (keys === undefined) return undefined;
	const parsed = schema.safeParse(keys);
	if (parsed.success) return parsed.data;
	throw new ApiRefusal('invalidInput', 'The cursor is none of this list', [
		{ parameter: 'cursor', code: 'invalidCursor', detail: 'The cursor is none of this list' }
	]);
}
