import { beforeAll } from 'vitest';
import type { Actor } from '../../src/lib/domain/access/can';
import type { EntryCell } from '../../src/lib/domain/indicator/entry-sheet';
import type { TypedEntry } from '../../src/lib/domain/indicator/read-entry';
import type { CellRef } from '../../src/lib/domain/indicator/review-cell';
import { selectRows, sql } from '../../src/lib/server/db/client';
import { listMessages } from '../../src/lib/server/services/message/list-messages';
import { getEntrySheet } from '../../src/lib/server/services/observation/get-entry-sheet';
import { getReviewCell } from '../../src/lib/server/services/observation/get-review-cell';
import {
	saveEntries,
	type SavedEntries,
	type TypedCell
} from '../../src/lib/server/services/observation/save-entries';
import type { TestDatabase } from '../setup/test-database';
import { demonstrationActor, idOf, seedSmallDemonstration, testNow } from './demonstration';

/** The department and the month that decisions are tried on; it asks for two approvals. */
export const unit = '330000-health';
export const period = '2026-10';
export type Who = 'officer' | 'head' | 'assessor' | 'manager';

/** The demonstration with the people who enter, confirm, review and reopen; call it where tests are declared. */
export function reviewDesk(database: TestDatabase) {
	const people = {} as Record<Who, Actor>;
	beforeAll(async () => {
		await seedSmallDemonstration(database.opened);
		for (const who of ['officer', 'head', 'assessor', 'manager'] as const) {
			people[who] = await demonstrationActor(database.opened, who);
		}
	}, 120_000);
	const as = (who: Who, now = testNow) => database.context({ actor: people[who], now });
	const read = async (code: string, now = testNow): Promise<EntryCell> => {
		const { sheet } = await getEntrySheet(as('officer', now), { unit, period });
		return sheet!.cells.find((cell) => cell.nodeCode === code)!;
	};
	return {
		people,
		as,
		read,
		/** a cell as it stands */
		refOf: async (indicator: string, of = unit, month = period): Promise<CellRef> => {
			const cell = await getReviewCell(as('assessor'), { unit: of, indicator, period: month });
			return {
				unitId: cell.unit.id,
				indicatorId: cell.indicator.id,
				period: month,
				revision: cell.stored.revision
			};
		},
		/** the officer's word */
		give: async (
			code: string,
			fields: Partial<TypedEntry>,
			intent: 'save' | 'submit',
			now = testNow
		): Promise<SavedEntries> => {
			const empty = { value: '', numerator: '', denominator: '', distribution: '', reason: '', note: '' };
			const revision = (await read(code, now)).stored?.revision ?? 0;
			const cells: TypedCell[] = [{ code, revision, typed: { ...empty, ...fields }, isConfirmed: true }];
			return saveEntries(as('officer', now), { unit, period, intent, cells });
		},
		/** what figures follow from: a value, or why there is none */
		counted: async (indicator: string, month = period, of = unit): Promise<number | string | null> => {
			const unitId = await idOf(database.opened, 'unit', of);
			const indicatorId = await idOf(database.opened, 'indicator', indicator);
			const rows = await selectRows<{ value: number | null; reason: string | null }>(
				database.opened.db,
				sql`select value, missing_reason as reason from series where unit_id = ${unitId}
					and indicator_id = ${indicatorId} and period = ${month} and provenance = 'own'`
			);
			return rows[0] ? (rows[0].value ?? rows[0].reason) : 'nothing';
		},
		/** somebody's messages, newest first */
		told: async (who: Who) =>
			(await listMessages(as(who), { isUnread: false, page: 1 })).messages.map(({ kind, details }) => ({
				kind,
				...details
			}))
	};
}
