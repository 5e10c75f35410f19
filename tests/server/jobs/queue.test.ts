import { afterEach, describe, expect, it } from 'vitest';
import { startJobQueue, type JobDefinition, type JobQueue } from '../../../src/lib/server/jobs/queue';
import { useTestDatabase } from '../../setup/test-database';

const database = useTestDatabase();

/** A promise and what fulfils it (Node 20 has no `Promise.withResolvers`). */
function promised<T>() {
	let resolve!: (value: T) => void;
	const promise = new Promise<T>((fulfil) => (resolve = fulfil));
	return { promise, resolve };
}
let queue: JobQueue | undefined;
afterEach(async () => {
	await queue?.stop();
	queue = undefined;
});

async function start(definition: Partial<JobDefinition> & Pick<JobDefinition, 'run' | 'name'>) {
	const errors: unknown[] = [];
	queue = await startJobQueue(database.opened, {
		definitions: [{ retryLimit: 0, expireInSeconds: 60, ...definition }],
		onError: (error) => errors.push(error),
		pollSeconds: 0.5
	});
	return { enqueue: queue.enqueue, errors };
}

describe('the job queue', () => {
	it('runs what is queued, with its data and a context of the same database', async () => {
		const ran = promised<unknown>();
		const { enqueue } = await start({
			name: 'greet',
			run: async (ctx, data) => ran.resolve({ data, answer: await ctx.db.execute('select 1') })
		});
		await enqueue('greet', { who: '省数据局', quote: `'"\\` });
		expect(await ran.promise).toMatchObject({ data: { who: '省数据局', quote: `'"\\` } });
	});

	it('tries a failed one again as often as its definition says, and tells of each failure', async () => {
		let tries = 0;
		const done = promised<void>();
		const { enqueue, errors } = await start({
			name: 'stumble',
			retryLimit: 2,
			run: async () => {
				if (++tries < 2) throw new Error('not yet');
				done.resolve();
			}
		});
		await enqueue('stumble', {});
		await done.promise;
		expect(tries).toBe(2);
		expect(errors.map(String)).toEqual(['Error: not yet']);
	});

	it('keeps what is queued while nobody works, for whoever starts next', async () => {
		const first = await start({ name: 'later', run: () => Promise.resolve() });
		await first.enqueue('later', { n: 1 }, { startAfter: 2 });
		await queue!.stop();
		const { promise, resolve } = promised<object>();
		await start({ name: 'later', run: (_, data) => Promise.resolve(resolve(data)) });
		expect(await promise).toEqual({ n: 1 });
	});

	it('lets requests through while a job runs', async () => {
		const began = promised<void>();
		const end = promised<void>();
		const { enqueue } = await start({
			name: 'slow',
			run: async () => {
				began.resolve();
				await end.promise;
			}
		});
		await enqueue('slow', {});
		await began.promise;
		await expect(database.opened.db.execute('select 1')).resolves.toBeDefined();
		end.resolve();
	});

	it('runs a job again and again, never twice at a time, and stops when its run has ended', async () => {
		let running = 0;
		let runs = 0;
		let most = 0;
		const third = promised<void>();
		await start({
			name: 'tick',
			everySeconds: 0.02,
			run: async (ctx) => {
				most = Math.max(most, ++running);
				await ctx.db.execute('select 1');
				await new Promise((done) => setTimeout(done, 60));
				running--;
				if (++runs === 3) third.resolve();
			}
		});
		await third.promise;
		await queue!.stop();
		expect(most).toBe(1);
		expect(running).toBe(0);
		const atStop = runs;
		await new Promise((done) => setTimeout(done, 150));
		expect(runs).toBe(atStop);
	});

	it('goes on with a job that failed once, and tells of it', async () => {
		let runs = 0;
		const again = promised<void>();
		const { errors } = await start({
			name: 'tumble',
			everySeconds: 0.02,
			run: () => {
				if (++runs === 1) return Promise.reject(new Error('not this time'));
				again.resolve();
				return Promise.resolve();
			}
		});
		await again.promise;
		expect(errors.map(String)).toEqual(['Error: not this time']);
	});
});
