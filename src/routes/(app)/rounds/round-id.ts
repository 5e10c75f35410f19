import { z } from 'zod';
import { DomainError } from '$lib/domain/errors';

/** The id of a round in an address. What is none names no round. */
export const roundIdSchema = {
	parse(text: string): number {
		const read = z.coerce.number().int().positive().max(2_147_483_647).safeParse(text);
		if (!read.success) throw new DomainError('notFound', `There is no round "${text}"`, { round: text });
		return read.data;
	}
};
