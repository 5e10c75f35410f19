import { systemScope } from '../domain/access/can';
import { DomainError } from '../domain/errors';
import { roles } from '../domain/access/roles';
import type { Enqueue } from './context';
import { insertDisclosureItems } from './db/queries/disclosure';
import { openDatabase, type OpenDatabase } from './db/client';
import { startJobQueue, type JobQueueOptions } from './jobs/queue';
import { sweepImports } from './services/import/sweep-imports';
import {
	listDemonstrationSignIns,
	type DemonstrationSignIns
} from './services/user/list-demonstration-sign-ins';

/** What the environment says about an installation. */
export interface StartupEnvironment {
	/** PostgreSQL address; without it the embedded database in `DATA_DIR` */
	readonly DATABASE_URL?: string | undefined;
	/** directory of the embedded database; `./data` */
	readonly DATA_DIR?: string | undefined;
	/** `1`: fill an empty database with the demonstration and print how to sign in */
	readonly DEMO?: string | undefined;
}

export interface Installation {
	readonly opened: OpenDatabase;
	/** undefined where no jobs were asked for */
	readonly enqueue: Enqueue | undefined;
	/** Ends the jobs and lets go of the database; a second call does nothing. */
	close(): Promise<void>;
}

/**
 * Opens the database, brings its schema up to date and, for a demonstration, fills it.
 * @param report is given one line for people at each step
 * @param jobs what runs beside the requests; without it nothing does
 * @throws DomainError with one line for people: see `openDatabase`
 */
export async function startInstallation(
	environment: StartupEnvironment,
	report: (line: string) => void,
	jobs?: Pick<JobQueueOptions, 'definitions' | 'onError'>
): Promise<Installation> {
	const began = Date.now();
	const isDemonstration = environment.DEMO === '1';
	if (isDemonstration) report('Opening the database …');
	const opened = await openDatabase({
		url: environment.DATABASE_URL || undefined,
		dataDir: environment.DATA_DIR || undefined
	});
	report(`Database ready after ${secondsSince(began)} s: ${engineName(opened)} at ${opened.location}`);
	try {
		await insertDisclosureItems(opened.db);
		if (isDemonstration) {
			const { seedDemonstration } = await import('./services/demonstration/seed-demonstration');
			await seedDemonstration(opened, new Date(), report);
			const known = await listDemonstrationSignIns(opened);
			if (known) for (const line of signInTable(known)) report(line);
		}
	} catch (error) {
		await opened.close();
		throw error;
	}
	if (jobs) {
		const now = new Date();
		const swept = await sweepImports({ db: opened.db, now }, systemScope('observation.import'));
		if (swept > 0) report(`Imports that the last stop interrupted, of which nothing was stored: ${swept}`);
	}
	const queue = jobs && (await startJobQueue(opened, jobs));
	let closing: Promise<void> | undefined;
	const close = async (): Promise<void> => {
		await queue?.stop();
		await opened.close();
	};
	return { opened, enqueue: queue?.enqueue, close: () => (closing ??= close()) };
}

function engineName(opened: OpenDatabase): string {
	return opened.engine === 'pglite' ? 'embedded (PGlite)' : 'PostgreSQL';
}

function secondsSince(instant: number): string {
	return ((Date.now() - instant) / 1000).toFixed(1);
}

/** What the start of a demonstration prints for the command line: one sign-in per role, in columns. */
export function signInTable({ password, signIns }: DemonstrationSignIns): string[] {
	const rows = signIns
		.toSorted((a, b) => roles.indexOf(a.role) - roles.indexOf(b.role))
		.map(({ role, email, unit }) => [roleWords(role), email, unit.en] as const);
	const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
	const lines = rows.map(
		([role, email, unit]) => `  ${role.padEnd(widths[0] ?? 0)}   ${email.padEnd(widths[1] ?? 0)}   ${unit}`
	);
	return ['', `Sign-ins of the demonstration (password of all: ${password})`, ...lines];
}

/** `departmentHead` → `department head` */
function roleWords(role: string): string {
	return role.replace(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);
}

/** What a failed start says: the one line of a refusal, or the error with its stack for whoever has to mend it. */
export function failureText(error: unknown): string {
	if (error instanceof DomainError) return `Yardstick cannot start: ${error.message}`;
	return `Yardstick cannot start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
