import { deserialize } from '$app/forms';
import type { AssessmentDraft, AssessmentProblem, TypedAssessment } from '$lib/domain/assessment/read-draft';
import { href } from '$lib/ui/href';
import type { SendOutcome } from './auto-save';

/** What the server has against what was typed. */
export interface CellAnswer {
	readonly typed?: TypedAssessment;
	readonly problems?: readonly AssessmentProblem[];
	readonly conflict?: { readonly stored: AssessmentDraft; readonly revision: number };
	/** a sentence about the whole: scoring is closed, the session has ended */
	readonly message?: string;
}

const patienceMilliseconds = 30_000;

/** Sends what was typed in a cell to be stored as a draft. @throws where no answer comes, or none that can be read */
export async function sendDraft(
	id: number,
	draft: TypedAssessment,
	revision: number
): Promise<{ readonly outcome: SendOutcome; readonly answer: CellAnswer }> {
	const body = new FormData();
	body.set('revision', String(revision));
	body.set('autosave', '1');
	for (const name of ['level', 'points', 'comment'] as const) body.set(name, draft[name]);
	if (draft.isFlagged) body.set('flagged', '1');
	for (const row of draft.evidence) {
		body.append('evidenceLabel', row.label);
		body.append('evidenceUrl', row.url);
	}
	// By the cell's own address: the page that is open when this is sent may be another one.
	const response = await fetch(`${href(`/assess/${id}`)}?/save`, {
		method: 'POST',
		headers: { 'x-sveltekit-action': 'true' },
		body,
		signal: AbortSignal.timeout(patienceMilliseconds)
	});
	const result = deserialize<{ revision: number; savedAt: Date }, CellAnswer & Record<string, unknown>>(
		await response.text()
	);
	if (result.type === 'success' && result.data) {
		return { outcome: { kind: 'saved', ...result.data }, answer: {} };
	}
	if (result.type !== 'failure') return { outcome: { kind: 'unreachable' }, answer: {} };
	const answer = result.data ?? {};
	return { outcome: { kind: answer.conflict ? 'conflict' : 'refused' }, answer };
}
