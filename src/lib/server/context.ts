import type { Actor } from '../domain/access/can';
import type { CopyFrom, Db } from './db/client';

export type Locale = 'en' | 'zh-CN';

/** What a service is given: everything outside of its arguments that its answer may depend on. */
export interface Context {
	readonly db: Db;
	readonly copyFrom: CopyFrom;
	readonly actor: Actor;
	readonly now: Date;
	readonly locale: Locale;
}
