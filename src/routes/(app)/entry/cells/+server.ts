import { json } from '@sveltejs/kit';
import { z } from 'zod';
import { longestNote } from '$lib/domain/indicator/read-entry';
import { asRefusal } from '$lib/server/hooks/answer';
import { answerTo } from '$lib/server/hooks/handle-error';
import { saveCells } from '$lib/server/services/observation/save-cells';
import { gridAnswer } from '$lib/view/entry-grid/grid-cell';
import type { RequestHandler } from './$types';

const code = z.string().trim().min(1).max(100);
/** Longer than any sound text, so that what is too long is said of its cell and not of the whole. */
const text = (longest: number) =>
	z
		.string()
		.max(longest)
		.refine((value) => !value.includes('\0'));
const wishSchema = z.object({
	unit: code,
	period: code,
	intent: z.enum(['save', 'submit']),
	cells: z
		.array(
			z.object({
				code,
				revision: z
					.number()
					.int()
					.min(0)
					.max(2 ** 31 - 2),
				typed: z.object({
					value: text(200),
					numerator: text(200),
					denominator: text(200),
					distribution: text(20_000),
					reason: text(200),
					note: text(longestNote * 2)
				}),
				isConfirmed: z.boolean(),
				justification: text(longestNote * 2)
			})
		)
		.max(1000)
});

/** Cells of the entry grid, as they are typed: stored or given away, and answered with what is stored then. */
export const POST: RequestHandler = async ({ locals: { ctx }, request }) => {
	try {
		const wish = wishSchema.parse(await request.json().catch(() => undefined));
		const { outcome, sheet } = await saveCells(ctx, wish);
		const sent = new Set(wish.cells.map((cell) => cell.code));
		return json(gridAnswer(sheet.cells, sheet.period.isOpen, outcome, sent, ctx.now));
	} catch (thrown) {
		const refusal = asRefusal(thrown);
		if (!refusal) throw thrown;
		const { status, message: title } = answerTo(refusal);
		return json({ title, code: refusal.code }, { status });
	}
};
