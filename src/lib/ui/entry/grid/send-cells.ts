import { m } from '$lib/i18n/paraglide/messages';
import { href } from '$lib/ui/href';
import type { GridAnswer, SentCell } from '$lib/view/entry-grid/grid-cell';
import type { SendOutcome } from '$lib/view/entry-grid/save-queue';

/** Statuses after which the same may be tried again: the server is starting, busy, or a proxy lost it. */
const passing = new Set([408, 429, 500, 502, 503, 504]);
const patienceMilliseconds = 30_000;

/** Sends cells of a unit and a period to be stored or given away. Never throws: without an answer they are kept and tried again. */
export async function sendCells(
	at: { readonly unit: string; readonly period: string },
	cells: readonly SentCell[],
	intent: 'save' | 'submit'
): Promise<SendOutcome> {
	try {
		const response = await fetch(href('/entry/cells'), {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ ...at, intent, cells }),
			signal: AbortSignal.timeout(patienceMilliseconds)
		});
		if (response.ok) return { kind: 'answer', answer: (await response.json()) as GridAnswer };
		if (passing.has(response.status)) return { kind: 'unreachable' };
		const { title } = (await response.json().catch(() => ({}))) as { title?: string };
		return { kind: 'refused', message: title ?? m.auth_error_unexpected() };
	} catch {
		return { kind: 'unreachable' };
	}
}
