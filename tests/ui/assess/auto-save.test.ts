import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AutoSave, type KeptDraft, type SendOutcome } from '../../../src/lib/ui/assess/auto-save';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A server that answers when it is told to, and a device that remembers. */
function bench() {
	const sent: { draft: string; revision: number; answer: (outcome: SendOutcome) => void }[] = [];
	let kept: KeptDraft<string> | undefined;
	const saver = new AutoSave<string>({
		revision: 1,
		send: (draft, revision) => new Promise((answer) => sent.push({ draft, revision, answer })),
		keep: (next) => (kept = next),
		notify: () => undefined,
		delay: 100,
		retry: 1000
	});
	const answer = async (outcome: SendOutcome) => {
		sent.at(-1)!.answer(outcome);
		await vi.advanceTimersByTimeAsync(0);
	};
	return { saver, sent, answer, kept: () => kept };
}
const saved = (revision: number): SendOutcome => ({ kind: 'saved', revision, savedAt: new Date(0) });

describe('saving by itself', () => {
	it('keeps a change on the device at once and sends it after a moment of rest', async () => {
		const { saver, sent, answer, kept } = bench();
		saver.change('a');
		saver.change('ab');
		expect(kept()).toEqual({ draft: 'ab', revision: 1 });
		expect(saver.isUnsaved).toBe(true);
		await vi.advanceTimersByTimeAsync(100);
		expect(sent.map(({ draft, revision }) => [draft, revision])).toEqual([['ab', 1]]);
		await answer(saved(2));
		expect([saver.state, saver.revision, saver.isUnsaved, kept()]).toEqual(['saved', 2, false, undefined]);
	});

	it('sends one at a time, and what was typed meanwhile upon the revision just made', async () => {
		const { saver, sent, answer, kept } = bench();
		saver.change('a');
		await vi.advanceTimersByTimeAsync(100);
		saver.change('ab');
		await vi.advanceTimersByTimeAsync(500);
		expect(sent).toHaveLength(1);
		await answer(saved(2));
		expect(kept()).toEqual({ draft: 'ab', revision: 2 });
		await vi.advanceTimersByTimeAsync(100);
		expect(sent[1]).toMatchObject({ draft: 'ab', revision: 2 });
		await answer(saved(3));
		expect([saver.state, kept()]).toEqual(['saved', undefined]);
	});

	it('keeps it on the device without a connection, and tries again until it is stored', async () => {
		const { saver, sent, answer, kept } = bench();
		saver.change('a');
		await vi.advanceTimersByTimeAsync(100);
		await answer({ kind: 'unreachable' });
		expect([saver.state, kept()]).toEqual(['kept', { draft: 'a', revision: 1 }]);
		await vi.advanceTimersByTimeAsync(1000);
		expect(sent).toHaveLength(2);
		await answer(saved(2));
		expect([saver.state, kept()]).toEqual(['saved', undefined]);
	});

	it.each(['refused', 'conflict'] as const)(
		'leaves it kept and asks nothing again after a %s',
		async (kind) => {
			const { saver, sent, answer, kept } = bench();
			saver.change('a');
			await vi.advanceTimersByTimeAsync(100);
			await answer({ kind });
			await vi.advanceTimersByTimeAsync(10_000);
			expect([saver.state, sent.length, kept()]).toEqual([kind, 1, { draft: 'a', revision: 1 }]);
		}
	);

	it('says after a flush whether everything is stored', async () => {
		const { saver, answer } = bench();
		expect(await saver.flush()).toBe(true);
		saver.change('a');
		const flushed = saver.flush();
		await vi.advanceTimersByTimeAsync(0);
		await answer({ kind: 'unreachable' });
		expect(await flushed).toBe(false);
		const again = saver.flush();
		await vi.advanceTimersByTimeAsync(0);
		await answer(saved(2));
		expect(await again).toBe(true);
	});

	it('sends and forgets nothing more once the page is left, for another page may hold the cell by then', async () => {
		const { saver, sent, answer, kept } = bench();
		saver.change('a');
		await vi.advanceTimersByTimeAsync(100);
		saver.stop();
		await answer({ kind: 'unreachable' });
		await vi.advanceTimersByTimeAsync(10_000);
		expect([sent.length, kept()]).toEqual([1, { draft: 'a', revision: 1 }]);
	});

	it('forgets nothing when the form itself cannot be sent, and all of it once it was', async () => {
		const { saver, sent, kept } = bench();
		saver.change('a');
		await saver.settle();
		saver.postpone();
		expect([saver.state, kept()]).toEqual(['kept', { draft: 'a', revision: 1 }]);
		saver.done();
		await vi.advanceTimersByTimeAsync(10_000);
		expect([saver.state, kept(), sent.length]).toEqual(['clean', undefined, 0]);
	});
});
