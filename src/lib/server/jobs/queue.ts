import PgBoss from 'pg-boss';
import { stranger } from '../../domain/access/can';
import type { Context, Enqueue } from '../context';
import type { OpenDatabase } from '../db/client';

/** Work that nobody waits for: what it is called, when it runs by itself, and what it does. */
export interface JobDefinition<Data extends object = object> {
	readonly name: string;
	/** five fields, in the time zone beside it */
	readonly schedule?: { readonly cron: string; readonly timeZone: string };
	/**
	 * runs this long after its last run ended, in this process and beside the queue: cron knows no seconds, and a row in the queue every
	 * few seconds would be more work than the work. What keeps two servers apart is the job's own affair.
	 */
	readonly everySeconds?: number;
	/** how often a failed one is tried again; 0: its own record says that it failed */
	readonly retryLimit: number;
	/** after this it is taken for dead (its process was killed) and tried again as far as `retryLimit` allows */
	readonly expireInSeconds: number;
	/** is given a context without an actor: what it may do is its services' `systemScope` */
	run(ctx: Context, data: Data): Promise<void>;
}

export interface JobQueue {
	readonly enqueue: Enqueue;
	/** Waits for what is running, then lets go. */
	stop(): Promise<void>;
}

export interface JobQueueOptions {
	readonly definitions: readonly JobDefinition[];
	/** is given what went wrong; the queue goes on */
	readonly onError: (error: unknown) => void;
	readonly pollSeconds?: number;
}

/**
 * Starts the queue: its tables live in the schema `pgboss` of the same database, so that what is queued survives a restart and
 * several servers share it. The embedded database has one connection, which the queue shares with everybody.
 */
export async function startJobQueue(opened: OpenDatabase, options: JobQueueOptions): Promise<JobQueue> {
	const boss = new PgBoss({
		...(opened.url === undefined
			? { db: { executeSql: opened.executeSql } }
			: { connectionString: opened.url, max: 2, application_name: 'yardstick-jobs' })
	});
	boss.on('error', options.onError);
	await boss.start();
	const repeated = options.definitions.filter(({ everySeconds }) => everySeconds !== undefined);
	const rhythms = repeated.map((job) => repeat(opened, job, options.onError));
	for (const job of options.definitions) {
		if (job.everySeconds !== undefined) continue;
		const { retryLimit, expireInSeconds } = job;
		await boss.createQueue(job.name, { name: job.name, retryLimit, expireInSeconds });
		await boss.updateQueue(job.name, { name: job.name, retryLimit, expireInSeconds });
		await boss.work<object>(
			job.name,
			{ batchSize: 1, pollingIntervalSeconds: options.pollSeconds ?? 2 },
			async ([taken]) => {
				if (!taken) return;
				try {
					await job.run(contextOf(opened), taken.data);
				} catch (error) {
					options.onError(error);
					throw error;
				}
			}
		);
		if (job.schedule) await boss.schedule(job.name, job.schedule.cron, {}, { tz: job.schedule.timeZone });
	}
	return {
		enqueue: async (name, data, sendOptions = {}) => {
			await boss.send(name, data, sendOptions);
		},
		stop: async () => {
			await Promise.all(rhythms.map((rhythm) => rhythm.stop()));
			await boss.stop({ graceful: true, wait: true, timeout: 20_000 });
		}
	};
}

/** Runs a job again and again, never twice at a time. `stop` waits for the run under way. */
function repeat(
	opened: OpenDatabase,
	job: JobDefinition,
	onError: JobQueueOptions['onError']
): { stop(): Promise<void> } {
	let isStopped = false;
	let running = Promise.resolve();
	let timer: NodeJS.Timeout | undefined;
	const wait = (): void => {
		if (!isStopped) timer = setTimeout(run, (job.everySeconds ?? 0) * 1000).unref();
	};
	const run = (): void => {
		running = job.run(contextOf(opened), {}).catch(onError).finally(wait);
	};
	wait();
	return {
		stop: async () => {
			isStopped = true;
			clearTimeout(timer);
			await running;
		}
	};
}

function contextOf(opened: OpenDatabase): Context {
	const { db, copyFrom, engine } = opened;
	return { db, copyFrom, engine, actor: stranger, now: new Date(), locale: 'en' };
}
