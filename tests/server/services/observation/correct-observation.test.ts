import { beforeAll, describe, expect, it } from 'vitest';
import { selectRows, sql } from '../../../../src/lib/server/db/client';
import {
	correctObservation,
	type Correction
} from '../../../../src/lib/server/services/observation/correct-observation';
import { declareInterest } from '../../../../src/lib/server/services/interest/declare-interest';
import { endInterest } from '../../../../src/lib/server/services/interest/end-interest';
import { listInterests } from '../../../../src/lib/server/services/interest/list-interests';
import { endorseObservations } from '../../../../src/lib/server/services/observation/endorse-observations';
import { getReviewCell } from '../../../../src/lib/server/services/observation/get-review-cell';
import { reopenObservation } from '../../../../src/lib/server/services/observation/reopen-observation';
import { reviewObservations } from '../../../../src/lib/server/services/observation/review-observations';
import { testNow } from '../../../factories/demonstration';
import { period, reviewDesk, unit, type Who } from '../../../factories/review-desk';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase('demonstration');
const { as, read, refOf, counted, told } = reviewDesk(database);
const empty = { value: '', numerator: '', denominator: '', distribution: '' };

const correct = async (
	typed: Partial<Correction['typed']>,
	over: Partial<Correction> = {},
	who: Who = 'assessor'
) =>
	correctObservation(as(who), {
		unit,
		indicator: 'OPN-01',
		period,
		revision: (await refOf(over.indicator ?? 'OPN-01')).revision,
		typed: { ...empty, ...typed },
		reason: 'The register counts 60 of 120',
		...over
	});

beforeAll(async () => {
	await endorseObservations(as('head'), {
		decision: 'endorse',
		reason: '',
		cells: { matching: { unit, periods: [period] }, asOf: testNow }
	});
});

describe('a value that is corrected in review', () => {
	it('counts at once, approved, with the reason on its history, and the unit is told', async () => {
		const before = await read('OPN-01');
		expect(await correct({ numerator: '60', denominator: '120' })).toBeUndefined();
		expect(await counted('OPN-01')).toBe(50);
		expect((await read('OPN-01')).stored).toMatchObject({
			status: 'approved',
			entry: { value: 50, numerator: 60, denominator: 120 },
			firstSubmittedAt: before.stored!.firstSubmittedAt
		});
		expect((await told('officer'))[0]).toMatchObject({
			kind: 'observation.corrected',
			reason: 'The register counts 60 of 120'
		});
		const { revisions } = await getReviewCell(as('officer'), { unit, indicator: 'OPN-01', period });
		expect(revisions[0]).toMatchObject({
			reason: 'The register counts 60 of 120',
			before: { numerator: before.stored!.entry.numerator },
			after: { numerator: 60, status: 'approved' }
		});
		const [entry] = await selectRows<{ action: string }>(
			database.opened.db,
			sql`select action from audit_entry where entity = 'observation' and entity_id = ${`${unit}/OPN-01/${period}`} order by id desc limit 1`
		);
		expect(entry!.action).toBe('observation.correct');
	});

	it('can be an approved one, and once more', async () => {
		await reviewObservations(as('assessor'), {
			decision: 'approve',
			reason: '',
			cells: [await refOf('OPN-03')]
		});
		expect(await correct({ numerator: '30', denominator: '60' }, { indicator: 'OPN-03' })).toBeUndefined();
		expect(await correct({ numerator: '31', denominator: '62' }, { indicator: 'OPN-03' })).toBeUndefined();
		expect((await read('OPN-03')).stored!.entry.numerator).toBe(31);
	});
});

describe('a correction that is not made', () => {
	it('names what is wrong with what was typed, and changes nothing', async () => {
		const before = (await read('OPN-01')).stored!.revision;
		expect(await correct({ numerator: 'many', denominator: '120' })).toMatchObject({
			kind: 'problems',
			problems: [{ field: 'numerator' }]
		});
		expect(await correct({})).toEqual({ kind: 'empty' });
		expect(await correct({ numerator: '0', denominator: '0' })).toEqual({ kind: 'empty' });
		expect(await correct({ numerator: '1', denominator: '1e308' })).toMatchObject({
			kind: 'problems',
			problems: [{ field: 'denominator', code: 'outOfRange' }]
		});
		expect(await correct({ numerator: '121', denominator: '120' })).toMatchObject({ kind: 'problems' });
		expect(await correct({ numerator: '60', denominator: '120' })).toEqual({ kind: 'unchanged' });
		await expect(correct({ numerator: '61', denominator: '120' }, { reason: ' ' })).rejects.toMatchObject({
			code: 'invalidInput'
		});
		expect(await correct({ numerator: '61', denominator: '120' }, { revision: 1 })).toEqual({
			kind: 'bar',
			bar: 'conflict'
		});
		expect((await read('OPN-01')).stored!.revision).toBe(before);
	});

	it('is for reviewers of other units, without a declared conflict, and not while the unit itself changes the value', async () => {
		await declareInterest(as('assessor'), { unitCode: '330000', reason: 'a sister' });
		expect(await correct({ numerator: '62', denominator: '120' })).toEqual({ kind: 'bar', bar: 'ownUnit' });
		expect(
			(
				await reviewObservations(as('assessor'), {
					decision: 'approve',
					reason: '',
					cells: [await refOf('SHR-01')]
				})
			).refusals
		).toMatchObject([{ bar: 'ownUnit' }]);
		for (const { id } of await listInterests(as('assessor'))) await endInterest(as('assessor'), id);
		for (const who of ['head', 'officer', 'manager'] as const) {
			await expect(correct({ numerator: '62', denominator: '120' }, {}, who)).rejects.toMatchObject({
				code: 'forbidden'
			});
		}
		await reopenObservation(as('manager'), { cell: await refOf('OPN-01'), reason: 'a slip', days: 3 });
		expect(await correct({ numerator: '62', denominator: '120' })).toEqual({
			kind: 'bar',
			bar: 'beingChanged'
		});
	});
});
