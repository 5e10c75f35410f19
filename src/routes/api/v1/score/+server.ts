import { answerProgram } from '$lib/server/hooks/problem-answer';
import { scoreTables } from '$lib/server/services/score/score-tables';
import type { RequestHandler } from './$types';
import { readScoreRequest } from './read-request';

/** The file contract of `npm run score`, for members: see README, "Score your own table". */
export const POST: RequestHandler = ({ locals, request }) =>
	answerProgram(async () => {
		let isJson = false;
		const output = await scoreTables(locals.ctx, async () => {
			const read = await readScoreRequest(request);
			isJson = read.format === 'json' || read.receipt !== undefined;
			return read;
		});
		const type = isJson ? 'application/json' : 'text/csv; charset=utf-8';
		return new Response(output, { headers: { 'content-type': type } });
	});
