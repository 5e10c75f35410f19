import { isActionFailure, isHttpError, isRedirect } from '@sveltejs/kit';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { DomainError, errorCodes } from '../../../src/lib/domain/errors';
import { answer } from '../../../src/lib/server/hooks/answer';
import { failWith } from '../../../src/lib/server/hooks/fail-with';
import { answerTo, handleError } from '../../../src/lib/server/hooks/handle-error';
import { speakingIn } from '../../../src/lib/server/hooks/language';
import { log } from '../../../src/lib/server/hooks/log';
import { fakeEvent } from '../../setup/fake-event';

const thrownBy = async (work: Promise<unknown>): Promise<unknown> =>
	work.then(
		() => undefined,
		(error: unknown) => error
	);
const refusing = (error: unknown, path = '/en/my?tab=late') =>
	thrownBy(
		answer(fakeEvent({ path }), () => {
			throw error;
		})
	);

describe('every code of a refusal', () => {
	it.each(errorCodes)('%s has a status and a sentence in both languages', (code) => {
		const refusal = new DomainError(code, 'for the log');
		const [en, zh] = (['en', 'zh-CN'] as const).map((locale) => speakingIn(locale, () => answerTo(refusal)));
		expect(en?.status).toBeGreaterThanOrEqual(400);
		expect(en?.message).toMatch(/[a-z]/);
		expect(zh?.message).toMatch(/[\u4e00-\u9fff]/);
		expect(en?.message).not.toContain('for the log');
	});
});

describe('what a refusal is about', () => {
	const said = (error: DomainError) => speakingIn('en', () => answerTo(error));

	it('is named: the unit, the period, the assessment', () => {
		const unitName = { en: 'Beijing Health Commission', 'zh-CN': '北京市卫生健康委员会' };
		expect(said(new DomainError('forbidden', '', { unitName })).message).toContain(unitName.en);
		expect(said(new DomainError('notFound', '', { unpublishedPeriod: '2026-Q4' }))).toMatchObject({
			status: 404,
			message: expect.stringContaining('Q4 2026') as unknown
		});
		expect(said(new DomainError('notFound', '', { assessment: 'abc' })).message).toContain('assessment');
	});

	it('is told to the page where it is not published, so that it can offer to sign in', async () => {
		const thrown = await refusing(new DomainError('notFound', '', { unpublishedPeriod: '2026-Q4' }));
		expect(isHttpError(thrown) && thrown.body).toMatchObject({ code: 'notFound', isUnpublished: true });
		const plain = await refusing(new DomainError('notFound', ''));
		expect(isHttpError(plain) && plain.body).not.toHaveProperty('isUnpublished');
	});
});

describe('a page that is refused', () => {
	it('sends a stranger to sign in and back to the very same place', async () => {
		const thrown = await refusing(new DomainError('notSignedIn', ''));
		expect(isRedirect(thrown) && [thrown.status, thrown.location]).toEqual([
			303,
			'/en/sign-in?next=%2Fen%2Fmy%3Ftab%3Dlate'
		]);
	});

	it('tells others what the refusal was', async () => {
		const thrown = await refusing(new DomainError('forbidden', 'secret reason'));
		expect(isHttpError(thrown) && [thrown.status, thrown.body.code]).toEqual([403, 'forbidden']);
		expect(JSON.stringify(thrown)).not.toContain('secret reason');
	});

	it('calls input that does not parse a bad request', async () => {
		const thrown = await refusing(z.object({ period: z.string() }).safeParse({}).error);
		expect(isHttpError(thrown) && thrown.status).toBe(400);
	});

	it('passes on what nobody expected, and what SvelteKit throws', async () => {
		const bug = new TypeError('x is undefined');
		expect(await refusing(bug)).toBe(bug);
	});
});

describe('a form that is refused', () => {
	const failure = (error: unknown, typed?: Record<string, unknown>) => {
		const failed = speakingIn('en', () => failWith(error, typed));
		expect(isActionFailure(failed)).toBe(true);
		return failed;
	};

	it('gets a sentence, and what was typed back, less passwords and files', () => {
		const { status, data } = failure(new DomainError('conflict', ''), {
			value: '72.5',
			password: 'hunter2',
			passwordAgain: 'hunter2',
			evidence: new File([], 'x.pdf')
		});
		expect(status).toBe(409);
		expect(data.values).toEqual({ value: '72.5' });
		expect(data.message).toContain('changed');
	});

	it('gets a sentence beside each field', () => {
		const schema = z.object({
			email: z.email(),
			name: z.string().min(1),
			score: z.coerce.number().max(100),
			cells: z.array(z.object({ value: z.number() }))
		});
		const wrong = schema.safeParse({ email: 'x', name: '', score: '101', cells: [{ value: 'y' }] }).error;
		const { data } = failure(wrong);
		expect(Object.keys(data.fields)).toEqual(['email', 'name', 'score', 'cells.0.value']);
		expect(data.fields['score']).toBe('At most 100, please.');
		for (const sentence of Object.values(data.fields)) expect(sentence).toMatch(/[.。]$/);
	});

	it('gets the sentences that the refusal brought along', () => {
		const { data } = failure(
			new DomainError('invalidInput', '', { fields: { value: 'Too odd.', other: 1 } })
		);
		expect(data.fields).toEqual({ value: 'Too odd.' });
	});

	it('is told on the spot when the session has ended, so that nothing typed is lost', () => {
		expect(failure(new DomainError('notSignedIn', ''), { value: '1' })).toMatchObject({
			status: 401,
			data: { values: { value: '1' } }
		});
	});

	it('does not hide what nobody expected', () => {
		expect(() => failWith(new TypeError('bug'))).toThrow('bug');
	});
});

describe('an error that nobody expected', () => {
	it('reaches the log with its cause and the page with a reference alone', async () => {
		const logged = vi.spyOn(log, 'error').mockImplementation(() => undefined);
		const event = fakeEvent({ path: '/zh/rankings' });
		event.locals.locale = 'zh-CN';
		const shown = await handleError({
			error: new Error('select * from app_user failed'),
			event,
			status: 500,
			message: 'Internal Error'
		});
		expect(shown?.reference).toMatch(/^[0-9a-f]{8}$/);
		expect(shown?.message).toMatch(/[\u4e00-\u9fff]/);
		expect(JSON.stringify(shown)).not.toContain('app_user');
		expect(logged.mock.calls[0]?.[0]).toMatchObject({ reference: shown?.reference, path: '/zh/rankings' });
		logged.mockRestore();
	});

	it('is no error at all when an address does not decode', async () => {
		const logged = vi.spyOn(log, 'error').mockImplementation(() => undefined);
		const event = fakeEvent({ path: '/zh/units/%ff' });
		event.locals.locale = 'zh-CN';
		const shown = await handleError({
			error: new Error('Failed to decode URI: /zh/units/%ff'),
			event,
			status: 400,
			message: 'Malformed URI'
		});
		expect(shown?.reference).toBeUndefined();
		expect(shown).toMatchObject({ code: 'invalidInput' });
		expect(shown?.message).toContain('地址有误');
		expect(logged).not.toHaveBeenCalled();
		logged.mockRestore();
	});

	it('is no error at all when a page is not there', async () => {
		const logged = vi.spyOn(log, 'error').mockImplementation(() => undefined);
		const shown = await handleError({
			error: new Error('Not found: /en/x'),
			event: fakeEvent({ path: '/en/x' }),
			status: 404,
			message: 'Not Found'
		});
		expect(shown?.reference).toBeUndefined();
		expect(logged).not.toHaveBeenCalled();
		logged.mockRestore();
	});
});
