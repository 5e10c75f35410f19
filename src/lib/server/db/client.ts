import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { sql, type SQL } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT, PgTransaction } from 'drizzle-orm/pg-core';
import type { ExtractTablesWithRelations } from 'drizzle-orm';
import { DomainError } from '../../domain/errors';
import { holdDirectory } from './directory-lock';
import { runMigrations } from './migrate';
import * as schema from './schema';

type Schema = typeof schema;

/** A connection for reading. */
export type Db = PgDatabase<PgQueryResultHKT, Schema>;
/** An open transaction. Whatever writes asks for one, so a write outside a transaction does not compile. */
export type Tx = PgTransaction<PgQueryResultHKT, Schema, ExtractTablesWithRelations<Schema>>;

export type Engine = 'pglite' | 'postgres';

export interface OpenDatabase {
	readonly db: Db;
	readonly engine: Engine;
	/** Where the data is, for people: a directory, or a server's address without its password. */
	readonly location: string;
	/** `COPY … FROM` text rows (see `copyRows`). */
	readonly copyFrom: CopyFrom;
	/** a server's whole address, for those who need a connection of their own; undefined: embedded */
	readonly url: string | undefined;
	/** one statement with parameters, or several without, for a library that speaks SQL itself (the job queue) */
	readonly executeSql: (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }>;
	close(): Promise<void>;
}

/** Runs `copy` (a `COPY … FROM` without its source) on CSV text chunks, in one statement. */
export type CopyFrom = (target: string, chunks: Iterable<string>) => Promise<void>;

export interface DatabaseOptions {
	/** PostgreSQL address; without it the embedded database in `dataDir` */
	readonly url?: string | undefined;
	/** directory of the embedded database; created when absent. `memory://` keeps nothing (tests). */
	readonly dataDir?: string | undefined;
	/** a dump of a migrated embedded database to start from (tests) */
	readonly loadDataDir?: Blob | undefined;
	readonly skipMigrations?: boolean;
	readonly migrationsFolder?: string;
	/** is told each statement as it is sent (tests count them) */
	readonly onStatement?: ((text: string) => void) | undefined;
}

const minimumServerVersion = 150000;

/** Opens the database that the environment names and brings its schema up to date. @throws DomainError with one line for people */
export async function openDatabase(options: DatabaseOptions): Promise<OpenDatabase> {
	const opened = options.url ? await openPostgres(options.url, options) : await openPglite(options);
	if (!options.skipMigrations) {
		try {
			await runMigrations(opened, options.migrationsFolder);
		} catch (error) {
			await opened.close();
			throw error;
		}
	}
	return opened;
}

function loggerOf({ onStatement }: DatabaseOptions) {
	return onStatement ? { logger: { logQuery: onStatement } } : {};
}

/** An embedded database over an engine that is open. @param release gives its directory back when it is closed */
export async function overPglite(
	client: PGlite,
	location: string,
	options: DatabaseOptions = {},
	release?: () => void
): Promise<OpenDatabase> {
	// Loaded where it is used: a server needs neither it nor the engine.
	const { drizzle } = await import('drizzle-orm/pglite');
	return {
		db: drizzle({ client, schema, ...loggerOf(options) }) as unknown as Db,
		engine: 'pglite',
		location,
		url: undefined,
		executeSql: async (text, values = []) => {
			if (values.length > 0) return client.query(text, values);
			return (await client.exec(text)).at(-1) ?? { rows: [] };
		},
		copyFrom: async (target, chunks) => {
			const blob = new Blob([...chunks]);
			await client.query(`copy ${target} from '/dev/blob' with (format csv)`, [], { blob });
		},
		close: async () => {
			await client.close();
			release?.();
		}
	};
}

async function openPglite(options: DatabaseOptions): Promise<OpenDatabase> {
	const { PGlite } = await import('@electric-sql/pglite');
	const inMemory = options.dataDir?.startsWith('memory://') ?? false;
	const directory = inMemory ? 'memory://' : resolve(options.dataDir ?? 'data');
	let release: (() => void) | undefined;
	if (!inMemory) {
		makeDirectory(directory);
		release = holdDirectory(directory);
	}
	try {
		const client = await PGlite.create({
			dataDir: inMemory ? directory : join(directory, 'pglite'),
			...(options.loadDataDir ? { loadDataDir: options.loadDataDir } : {})
		});
		return await overPglite(client, directory, options, release);
	} catch (error) {
		release?.();
		throw error;
	}
}

/** @throws DomainError `misconfigured` in one line */
function makeDirectory(directory: string): void {
	try {
		makeMissing(directory);
		if (!statSync(directory).isDirectory()) throw new Error('it is a file');
		accessSync(directory, constants.W_OK);
	} catch (error) {
		throw new DomainError(
			'misconfigured',
			`Cannot keep data in ${directory}: ${reasonOf(error)}. Set DATA_DIR to a folder that can be written.`
		);
	}
}

/** Folder by folder: Node's own `recursive` never ends where the file system refuses with "no such file" (procfs). */
function makeMissing(directory: string): void {
	if (existsSync(directory)) return;
	makeMissing(dirname(directory));
	mkdirSync(directory);
}

async function openPostgres(url: string, options: DatabaseOptions): Promise<OpenDatabase> {
	const { default: postgres } = await import('postgres');
	const { drizzle } = await import('drizzle-orm/postgres-js');
	const address = URL.canParse(url) ? new URL(url) : undefined;
	const isWhole = address && address.hostname !== '' && address.pathname.length > 1;
	if (!isWhole || !['postgres:', 'postgresql:'].includes(address.protocol)) {
		throw new DomainError(
			'misconfigured',
			'DATABASE_URL is no whole address of a PostgreSQL database: write it like postgres://user:password@host:5432/database, or unset it to use the embedded database.'
		);
	}
	const location = withoutPassword(url);
	const client = postgres(url, {
		max: 10,
		connect_timeout: 10,
		onnotice: () => undefined,
		// PgBouncer in transaction mode (Debian's 1.18) cannot keep prepared statements apart.
		prepare: false
	});
	try {
		const [row] =
			await client`select current_setting('server_version_num')::int as version, current_setting('server_version') as name`;
		if (row && row['version'] < minimumServerVersion) {
			throw new DomainError(
				'databaseTooOld',
				`The server at ${location} is PostgreSQL ${row['name']}; Yardstick needs 15 or newer. Upgrade it, or unset DATABASE_URL to use the embedded database.`
			);
		}
	} catch (error) {
		await client.end({ timeout: 1 });
		if (error instanceof DomainError) throw error;
		throw new DomainError(
			'databaseUnreachable',
			`Cannot reach the database at ${location}: ${reasonOf(error)}. Check DATABASE_URL and that the server is running, or unset it to use the embedded database.`
		);
	}
	return {
		db: drizzle({ client, schema, ...loggerOf(options) }) as unknown as Db,
		engine: 'postgres',
		location,
		url,
		executeSql: async (text, values = []) => ({ rows: await client.unsafe(text, values as never[]) }),
		copyFrom: async (target, chunks) => {
			const { Readable } = await import('node:stream');
			const { pipeline } = await import('node:stream/promises');
			const writable = await client.unsafe(`copy ${target} from stdin with (format csv)`).writable();
			await pipeline(Readable.from(chunks), writable);
		},
		close: () => client.end({ timeout: 5 })
	};
}

function withoutPassword(url: string): string {
	try {
		const parsed = new URL(url);
		return `${parsed.hostname}${parsed.port ? `:${parsed.port}` : ''}${parsed.pathname}`;
	} catch {
		return 'the address in DATABASE_URL';
	}
}

function reasonOf(error: unknown): string {
	if (error instanceof AggregateError && error.errors[0]) return reasonOf(error.errors[0]);
	if (error instanceof Error) return (error.message || (error as NodeJS.ErrnoException).code) ?? error.name;
	return String(error);
}

/** Rows of a statement that the query builder cannot say, alike on both engines. */
export async function selectRows<Row extends Record<string, unknown>>(
	db: Db | Tx,
	statement: SQL
): Promise<Row[]> {
	const answer: unknown = await db.execute(statement);
	if (Array.isArray(answer)) return [...answer] as Row[];
	return (answer as { rows: Row[] }).rows;
}

export { sql };
