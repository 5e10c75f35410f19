import { isHttpError } from '@sveltejs/kit';
import { DomainError } from '../../domain/errors';
import { problemLines, type FileProblem } from '../../domain/scoring/file-contract/file-problems';
import { asRefusal } from './answer';
import { answerTo } from './handle-error';

/**
 * Runs what an address for programs answers and turns a refusal into a problem document (RFC 9457): status, title in the language of
 * the request, the lines that the command line would print, and the same problems in parts (file, row, column, path, node, unit,
 * message, remedy). What nobody expected is thrown on.
 */
export async function answerProgram(work: () => Promise<Response>): Promise<Response> {
	try {
		return await work();
	} catch (thrown) {
		const refusal = asRefusal(thrown) ?? tooLongBody(thrown);
		if (!refusal) throw thrown;
		const { status, message: title } = answerTo(refusal);
		const problems = (refusal.details['problems'] ?? []) as readonly FileProblem[];
		const count = Number(refusal.details['count'] ?? problems.length);
		const detail = problems.length > 0 ? problemLines(problems, count).join('\n') : refusal.message;
		const body = { type: 'about:blank', title, status, code: refusal.code, detail, problems, count };
		return new Response(`${JSON.stringify(body)}\n`, {
			status,
			headers: {
				'content-type': 'application/problem+json',
				...(refusal.code === 'busy' && { 'retry-after': '5' })
			}
		});
	}
}

/** The server's own refusal to read on, which it throws out of the body. */
function tooLongBody(thrown: unknown): DomainError | undefined {
	const status = isHttpError(thrown) ? thrown.status : (thrown as { status?: unknown } | null)?.status;
	return status === 413 ? new DomainError('tooLarge', 'The request has too many bytes') : undefined;
}
