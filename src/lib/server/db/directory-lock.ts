import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DomainError } from '../../domain/errors';

interface Holder {
	readonly pid: number;
	/** when the process began, so that a reused process id is not taken for the holder */
	readonly processStart: string;
	readonly host: string;
	/** ISO instant */
	readonly since: string;
}

const holderFile = /^holder\.[^/]+\.json$/;
/** A holder of this age is no newcomer who may still give way. */
const settledAfterMs = 3_000;
const attempts = 8;

/**
 * Takes an embedded database's directory for this process: two processes on one directory corrupt it.
 *
 * Whoever comes writes a file of its own and only then looks for others, so of two that come at once at least one sees the
 * other and gives way; both may, and try again at different moments. A file is removed by its owner, or by anybody once its
 * owner is dead; as no name is used twice, that can never take away a lock that is alive.
 * @returns a function that lets go of it
 * @throws DomainError `databaseInUse` naming the holder, when that process lives
 */
export function holdDirectory(directory: string): () => void {
	for (let attempt = 1; ; attempt++) {
		const file = declareHolder(directory);
		const other = findLivingHolder(directory, file);
		if (!other) return () => rmSync(file, { force: true });
		rmSync(file, { force: true });
		const isSettled = Date.now() - Date.parse(other.holder.since) > settledAfterMs;
		if (isSettled || attempt === attempts) throw refusal(directory, other);
		pause(20 + Math.random() * 60 * attempt);
	}
}

function declareHolder(directory: string): string {
	const name = `holder.${process.pid}.${randomBytes(6).toString('hex')}`;
	const me: Holder = {
		pid: process.pid,
		processStart: processOf(process.pid)?.start ?? '',
		host: hostname(),
		since: new Date().toISOString()
	};
	// Renamed into place, so that nobody reads half of it.
	const draft = join(directory, `${name}.tmp`);
	const file = join(directory, `${name}.json`);
	writeFileSync(draft, JSON.stringify(me));
	renameSync(draft, file);
	return file;
}

interface Found {
	readonly holder: Holder;
	readonly file: string;
}

function findLivingHolder(directory: string, mine: string): Found | undefined {
	for (const name of readdirSync(directory).filter((entry) => holderFile.test(entry))) {
		const file = join(directory, name);
		const text = file === mine ? undefined : readIfThere(file);
		if (text === undefined) continue;
		const holder = parseHolder(text);
		if (holder && isAlive(holder)) return { holder, file };
		rmSync(file, { force: true });
	}
	return undefined;
}

function refusal(directory: string, { holder, file }: Found): DomainError {
	const isElsewhere = holder.host !== hostname();
	return new DomainError(
		'databaseInUse',
		`${directory} is in use by process ${holder.pid} on ${holder.host} since ${holder.since}. ` +
			'Stop that process first, or choose another directory with DATA_DIR, or share one database between processes with DATABASE_URL.' +
			(isElsewhere ? ` If that machine is gone for good, remove ${file}.` : ''),
		{ pid: holder.pid, host: holder.host, directory }
	);
}

function readIfThere(file: string): string | undefined {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return undefined;
	}
}

function parseHolder(text: string): Holder | undefined {
	try {
		const holder = JSON.parse(text) as Partial<Holder>;
		return typeof holder.pid === 'number' ? (holder as Holder) : undefined;
	} catch {
		return undefined;
	}
}

function isAlive(holder: Holder): boolean {
	// Process ids of another machine (a shared disk) say nothing here: only its owner can free it.
	if (holder.host !== hostname()) return true;
	try {
		process.kill(holder.pid, 0);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
	}
	const found = processOf(holder.pid);
	if (!found) return true;
	return !found.isDefunct && (holder.processStart === '' || found.start === holder.processStart);
}

/** What the system tells of a process (Linux): when it began, in ticks since which boot, and whether only its entry is left. */
function processOf(pid: number): { start: string; isDefunct: boolean } | undefined {
	const stat = readIfThere(`/proc/${pid}/stat`);
	// The second field is the command in brackets and may hold spaces; after it come the state and, 20th, the start.
	const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
	const [state, ticks] = [fields?.[0], fields?.[19]];
	if (!state || !ticks) return undefined;
	const boot = readIfThere('/proc/sys/kernel/random/boot_id')?.trim() ?? '';
	return { start: `${boot}:${ticks}`, isDefunct: state === 'Z' || state === 'X' };
}

function pause(milliseconds: number): void {
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
