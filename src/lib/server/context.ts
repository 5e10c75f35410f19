import type { Actor } from '../domain/access/can';
import type { CopyFrom, Db, Engine } from './db/client';

export type Locale = 'en' | 'zh-CN';

/** What a service is given: everything outside of its arguments that its answer may depend on. */
export interface Context {
	readonly db: Db;
	readonly copyFrom: CopyFrom;
	/** the embedded one has a single connection, which everybody shares; unsaid: take nothing for granted */
	readonly engine?: Engine | undefined;
	readonly actor: Actor;
	readonly now: Date;
	readonly locale: Locale;
	/** hands work to the job queue; absent where there is none (command line, tests): the caller then runs it itself */
	readonly enqueue?: Enqueue | undefined;
}

/**
 * Queues a job by its name, to start after so many seconds. Of two with the same `singletonKey` that have not ended, one runs.
 */
export type Enqueue = (
	name: string,
	data: object,
	options?: { readonly singletonKey?: string; readonly startAfter?: number }
) => Promise<void>;
