import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { Actor } from '../../../../src/lib/domain/access/can';
import type { Context } from '../../../../src/lib/server/context';
import { selectRows, sql } from '../../../../src/lib/server/db/client';
import { chooseMapping } from '../../../../src/lib/server/services/import/choose-mapping';
import { storeImport } from '../../../../src/lib/server/services/import/decide-import';
import { getImport } from '../../../../src/lib/server/services/import/get-import';
import { uploadFile } from '../../../../src/lib/server/services/import/upload-file';
import { loadActor } from '../../../../src/lib/server/services/user/load-actor';
import { addAccount, addRegion } from '../../../factories/account';
import { addIndicator } from '../../../factories/evaluation';
import { useTestDatabase } from '../../../setup/test-database';

export const header = 'Unit code,Indicator code,Period,Value,Numerator,Denominator,Reason for absence,Note\n';
export const roles = ['unit', 'indicator', 'period', 'value', 'numerator', 'denominator', 'reason', 'note'];

/** A region with an officer who brings files in, a neighbour with another, a count N and a share R. */
export function useImportDesk() {
	const database = useTestDatabase();
	const folder = mkdtempSync(join(tmpdir(), 'yardstick-files-'));
	const people: { officer?: Actor; other?: Actor } = {};

	beforeAll(async () => {
		process.env['FILES_DIR'] = folder;
		const { db } = database.opened;
		const root = await addRegion(db, '100000');
		const own = await addRegion(db, '330000', root);
		await addRegion(db, '330100', own);
		const elsewhere = await addRegion(db, '110000', root);
		await addIndicator(db, 'N', { measure: 'count', timeRule: 'sum', minimum: 0, maximum: 1000 });
		await addIndicator(db, 'R', { isRatio: true, timeRule: 'ratioOfSums', maximum: 100 });
		for (const [who, place] of [
			['officer', own],
			['other', elsewhere]
		] as const) {
			const id = await addAccount(db, { email: `${who}@example.org`, grants: [['dataOfficer', place]] });
			people[who] = (await loadActor(db, id))!.actor;
		}
	});
	afterAll(() => {
		delete process.env['FILES_DIR'];
		rmSync(folder, { recursive: true, force: true });
	});
	afterEach(async () => {
		await database.opened.db.execute(
			sql`truncate observation, observation_revision, import_run, import_problem, import_mapping, message, figure, audit_entry restart identity cascade`
		);
	});

	const ctx = (over: Partial<Pick<Context, 'actor' | 'now'>> = {}) =>
		database.context({ actor: people.officer!, ...over });

	async function upload(text: string | Uint8Array, name = 'values.csv'): Promise<number> {
		const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
		async function* chunks() {
			for (let from = 0; from < bytes.length; from += 1000) yield bytes.subarray(from, from + 1000);
		}
		return uploadFile(ctx(), { name, chunks: chunks() });
	}

	async function check(text: string): Promise<number> {
		const runId = await upload(header + text);
		const posted = { runId, roles, unit: '', period: '', source: 'a register' };
		expect(await chooseMapping(ctx(), posted)).toBeUndefined();
		return runId;
	}

	return {
		database,
		people,
		ctx,
		upload,
		check,
		page: (id: number) => getImport(ctx(), { id, page: 1, columns: false }),
		async bringIn(text: string, isGoodRowsOnly = false): Promise<number> {
			const runId = await check(text);
			await storeImport(ctx(), { runId, isGoodRowsOnly });
			return runId;
		},
		stored: () =>
			selectRows<Record<string, unknown>>(
				database.opened.db,
				sql`select u.code as unit, i.code as indicator, o.period, o.value, o.numerator, o.status, o.note, o.source, o.source_row as row,
					o.revision, o.import_run_id as run, o.first_submitted_at is not null as "isFirstKnown"
					from observation o join unit u on u.id = o.unit_id join indicator i on i.id = o.indicator_id order by 1, 2, 3`
			),
		async count(table: string): Promise<number> {
			const [row] = await selectRows<{ n: number }>(
				database.opened.db,
				sql`select count(*)::int as n from ${sql.raw(table)}`
			);
			return row!.n;
		}
	};
}
