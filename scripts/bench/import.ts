import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { openDatabase, sql, type OpenDatabase } from '../../src/lib/server/db/client';

/**
 * A million rows of CSV mapped, validated and stored in PostgreSQL with their revisions, against `COPY` of the same rows into the
 * same table in the same run. The indicators are yearly and nothing follows from them; a smaller file of monthly ones, whose
 * regions, quarters and years follow, is timed apart, and so is the embedded database.
 */

const targetRatio = 4;
const targetMegabytes = 400;
const rowCount = Number(process.env['ROWS'] ?? 1_000_000);
const embeddedRows = 100_000;
const server = process.env['DATABASE_URL'] || 'postgres://postgres@127.0.0.1:5432/postgres';

interface Measured {
	readonly seconds: number;
	readonly peakMegabytes: number;
	readonly inserted: number;
	readonly changed: number;
	readonly unchanged: number;
}

/** How a bench file is laid out: units × indicators × periods, in this order. */
interface Layout {
	readonly units: number;
	readonly indicators: number;
	readonly periods: readonly string[];
	readonly frequency: 'year' | 'month';
	readonly rollUp: 'none' | 'sum';
}

function yearly(rows: number): Layout {
	const periods = Array.from({ length: 20 }, (_, i) => String(2005 + i));
	return { units: Math.round(rows / (50 * 20)), indicators: 50, periods, frequency: 'year', rollUp: 'none' };
}

const monthly: Layout = {
	units: 248,
	indicators: 20,
	periods: Array.from(
		{ length: 20 },
		(_, i) => `${2023 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`
	),
	frequency: 'month',
	rollUp: 'sum'
};

const unitCode = (i: number): string => `U${String(i).padStart(5, '0')}`;
const indicatorCode = (i: number): string => `IND-${i}`;

function* csvLines(layout: Layout, copy?: { first: number; run: number; at: string }): Generator<string> {
	if (!copy) yield 'unit,indicator,period,value\n';
	let row = 1;
	for (let u = 0; u < layout.units; u++) {
		let chunk = '';
		for (let i = 0; i < layout.indicators; i++) {
			for (const period of layout.periods) {
				row++;
				const value = ((row * 7919) % 100_000) / 8;
				if (!copy) chunk += `${unitCode(u)},${indicatorCode(i)},${period},${value}\n`;
				else {
					const start = `${period.slice(0, 4)}-${period.slice(5) || '01'}-01`;
					chunk += `${copy.first + u},${i + 1},${period},${start},${value},submitted,a register,${copy.run},${row},${copy.at},${copy.at},${copy.at}\n`;
				}
			}
		}
		yield chunk;
	}
}

const copyColumns =
	'unit_id, indicator_id, period, period_start, value, status, source, import_run_id, source_row, entered_at, first_submitted_at, submitted_at';

/** Units (departments below provinces) and indicators that a layout speaks of. @returns id of the first unit */
async function prepare(opened: OpenDatabase, layout: Layout): Promise<number> {
	await opened.db.execute(
		sql`truncate unit, indicator, observation, observation_revision, figure restart identity cascade`
	);
	await opened.db
		.execute(sql`insert into unit (id, code, kind, level, path, name_en, name_zh, short_name_en, short_name_zh)
		select g, 'R' || g, 'region', 'province', g::text, 'R' || g, 'R' || g, 'R' || g, 'R' || g from generate_series(1, 31) g`);
	await opened.db
		.execute(sql`insert into unit (id, code, kind, level, parent_id, path, name_en, name_zh, short_name_en, short_name_zh)
		select 1000 + g, 'U' || lpad(g::text, 5, '0'), 'department', 'province', 1 + g % 31, (1 + g % 31) || '.' || (1000 + g), 'U' || g, 'U' || g, 'U' || g, 'U' || g
		from generate_series(0, ${layout.units - 1}::int) g`);
	await opened.db
		.execute(sql`insert into indicator (id, code, name_en, name_zh, definition_en, definition_zh, measure, frequency, time_rule, roll_up)
		select g, 'IND-' || (g - 1), 'IND-' || g, 'IND-' || g, '', '', 'points', ${layout.frequency}, 'sum', ${layout.rollUp} from generate_series(1, ${layout.indicators}::int) g`);
	return 1000;
}

async function importIn(
	environment: Record<string, string>,
	mapping: string,
	file: string
): Promise<Measured> {
	const { stdout } = await promisify(execFile)(
		process.execPath,
		[
			'node_modules/tsx/dist/cli.mjs',
			'--tsconfig',
			'scripts/tsconfig.json',
			'scripts/bench/import-file.ts',
			mapping,
			file
		],
		{ env: { ...process.env, ...environment }, maxBuffer: 1 << 24 }
	);
	return JSON.parse(stdout.trim().split('\n').at(-1)!) as Measured;
}

export async function benchImport(): Promise<boolean> {
	const folder = await mkdtemp(join(tmpdir(), 'yardstick-bench-'));
	try {
		const mapping = join(folder, 'mapping.json');
		await writeFile(
			mapping,
			JSON.stringify({
				source: 'a register',
				unit: { column: 'unit' },
				period: { column: 'period' },
				indicator: { column: 'indicator' },
				value: { column: 'value' }
			})
		);
		const isWithin = await onServer(folder, mapping);
		await onEmbedded(folder, mapping);
		return isWithin;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

async function onServer(folder: string, mapping: string): Promise<boolean> {
	const name = `yardstick_bench_${randomBytes(4).toString('hex')}`;
	const address = new URL(server);
	const admin = postgres(server, { max: 1, onnotice: () => undefined });
	await admin.unsafe(`create database ${name}`);
	address.pathname = `/${name}`;
	const url = address.href;
	const opened = await openDatabase({ url });
	try {
		const layout = yearly(rowCount);
		const file = join(folder, 'yearly.csv');
		await pipeline(Readable.from(csvLines(layout)), createWriteStream(file));
		const floors = [await floor(opened, layout)];
		await prepare(opened, layout);
		await opened.db.execute(sql`checkpoint`);
		const first = await importIn({ DATABASE_URL: url }, mapping, file);
		const again = await importIn({ DATABASE_URL: url }, mapping, file);
		floors.push(await floor(opened, layout));
		const least = Math.min(...floors);
		const ratio = first.seconds / least;
		console.log(
			`PostgreSQL, ${first.inserted} rows in: ${first.seconds.toFixed(1)} s, peak ${first.peakMegabytes.toFixed(0)} MB`
		);
		console.log(
			`COPY of the same rows: ${floors.map((s) => s.toFixed(1)).join(' and ')} s; ratio ${ratio.toFixed(2)}`
		);
		console.log(
			`the same file again: ${again.seconds.toFixed(1)} s, ${again.unchanged} as they were, ${again.changed} changed`
		);
		await prepare(opened, monthly);
		const realistic = join(folder, 'monthly.csv');
		await pipeline(Readable.from(csvLines(monthly)), createWriteStream(realistic));
		const followed = await importIn({ DATABASE_URL: url }, mapping, realistic);
		console.log(
			`${followed.inserted} monthly rows with all that follows (regions, quarters, years): ${followed.seconds.toFixed(1)} s, peak ${followed.peakMegabytes.toFixed(0)} MB`
		);
		const isWithin = ratio <= targetRatio && first.peakMegabytes <= targetMegabytes;
		console.log(
			isWithin
				? `within ${targetRatio} × COPY and ${targetMegabytes} MB`
				: `NOT within ${targetRatio} × COPY and ${targetMegabytes} MB`
		);
		return isWithin;
	} finally {
		await opened.close();
		await admin.unsafe(`drop database if exists ${name} with (force)`);
		await admin.end();
	}
}

/** Seconds of `COPY` alone. */
async function floor(opened: OpenDatabase, layout: Layout): Promise<number> {
	const first = await prepare(opened, layout);
	await opened.db.execute(sql`insert into import_run (id, file_name, file_sha256, mapping, counts, started_at)
		values (1000000, 'floor', '', '{}', '{}', now()) on conflict do nothing`);
	const chunks = [...csvLines(layout, { first, run: 1_000_000, at: new Date().toISOString() })];
	await opened.db.execute(sql`checkpoint`);
	const began = performance.now();
	await opened.copyFrom(`observation (${copyColumns})`, chunks);
	return (performance.now() - began) / 1000;
}

async function onEmbedded(folder: string, mapping: string): Promise<void> {
	const dataDir = join(folder, 'data');
	const layout = yearly(embeddedRows);
	const opened = await openDatabase({ dataDir });
	await prepare(opened, layout);
	await opened.close();
	const file = join(folder, 'embedded.csv');
	await pipeline(Readable.from(csvLines(layout)), createWriteStream(file));
	const { inserted, seconds, peakMegabytes } = await importIn(
		{ DATABASE_URL: '', DATA_DIR: dataDir },
		mapping,
		file
	);
	console.log(
		`embedded (PGlite), ${inserted} rows in: ${seconds.toFixed(1)} s, peak ${peakMegabytes.toFixed(0)} MB with the database in it`
	);
}
