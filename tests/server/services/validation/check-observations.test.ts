import { beforeAll, describe, expect, it } from 'vitest';
import { systemScope, type Actor } from '../../../../src/lib/domain/access/can';
import type { TypedEntry } from '../../../../src/lib/domain/indicator/read-entry';
import { selectRows, sql } from '../../../../src/lib/server/db/client';
import { checkFindings } from '../../../../src/lib/server/jobs/check-findings';
import { getEntrySheet } from '../../../../src/lib/server/services/observation/get-entry-sheet';
import { saveEntries } from '../../../../src/lib/server/services/observation/save-entries';
import {
	checkObservations,
	judgeObservations
} from '../../../../src/lib/server/services/validation/check-observations';
import { checkPeriod } from '../../../../src/lib/server/services/validation/check-period';
import { checkReportedCells } from '../../../../src/lib/server/services/validation/check-reported-cells';
import { getRulesPage } from '../../../../src/lib/server/services/validation/get-rules-page';
import { justifyFinding } from '../../../../src/lib/server/services/validation/justify-finding';
import { listFindings } from '../../../../src/lib/server/services/validation/list-findings';
import { retireRule } from '../../../../src/lib/server/services/validation/retire-rule';
import { saveRule } from '../../../../src/lib/server/services/validation/save-rule';
import { tryRule } from '../../../../src/lib/server/services/validation/try-rule';
import { demonstrationActor, idOf, seedSmallDemonstration, testNow } from '../../../factories/demonstration';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase('demonstration');
const unit = '330000-health';
const period = '2026-10';
let officer: Actor;
let manager: Actor;
let assessor: Actor;
let unitId: number;

beforeAll(async () => {
	await seedSmallDemonstration(database.opened);
	officer = await demonstrationActor(database.opened, 'officer');
	manager = await demonstrationActor(database.opened, 'manager');
	assessor = await demonstrationActor(database.opened, 'assessor');
	unitId = await idOf(database.opened, 'unit', unit);
}, 120_000);

const ctx = (actor: Actor, now = testNow) => database.context({ actor, now });
const rule = {
	kind: 'range',
	severity: 'error',
	expression: 'value <= 60',
	messageEn: 'Too much.',
	messageZh: '过大。'
} as const;
const empty = { value: '', numerator: '', denominator: '', distribution: '', reason: '', note: '' };
const submit = (code: string, over: Partial<TypedEntry>, revision: number, justification = '') =>
	saveEntries(ctx(officer), {
		unit,
		period,
		intent: 'submit',
		cells: [{ code, revision, typed: { ...empty, ...over }, isConfirmed: true, justification }]
	});
const openOf = async (
	code: string
): Promise<{ kind: string; rule: string | null; justification: string | null }[]> =>
	selectRows(
		database.opened.db,
		sql`select f.kind, r.code as rule, f.justification from observation_finding f join indicator i on i.id = f.indicator_id
			left join validation_rule r on r.id = f.rule_id
			where f.unit_id = ${unitId} and i.code = ${code} and f.period = ${period} and f.resolved_at is null order by 1, 2`
	);
const breakingRule = (code: string) =>
	openOf(code).then((found) => found.filter((one) => one.kind === 'rule'));

describe('a rule at entry', () => {
	it('of severity error keeps the value a draft until it is changed', async () => {
		await saveRule(ctx(manager), 'OPN-02', rule);
		const refused = await submit('OPN-02', { numerator: '9', denominator: '10' }, 0, 'It is right.');
		expect(refused).toMatchObject({
			savedCount: 1,
			submittedCount: 0,
			refusals: [
				{
					code: 'OPN-02',
					kind: 'findings',
					severity: 'error',
					findings: [{ rule: { code: 'OPN-02.1' }, details: { figures: { value: 90 } } }]
				}
			]
		});
		expect(await breakingRule('OPN-02')).toMatchObject([{ rule: 'OPN-02.1' }]);
		const { sheet } = await getEntrySheet(ctx(officer), { unit, period });
		const cell = sheet!.cells.find(({ nodeCode }) => nodeCode === 'OPN-02')!;
		expect(cell.stored?.status).toBe('draft');
		expect(cell.findings.some(({ severity }) => severity === 'error')).toBe(true);
		const saved = await submit('OPN-02', { numerator: '5', denominator: '10' }, 1);
		expect(saved).toEqual({ savedCount: 1, submittedCount: 1, refusals: [] });
		expect(await breakingRule('OPN-02')).toEqual([]);
	});

	it('of severity warning asks for a word, and keeps it', async () => {
		await saveRule(ctx(manager), 'MGT-01', { ...rule, severity: 'warning' });
		const typed = { numerator: '88', denominator: '100' };
		expect((await submit('MGT-01', typed, 0)).refusals).toMatchObject([
			{ kind: 'findings', severity: 'warning' }
		]);
		const answered = await submit('MGT-01', typed, 1, '  Counted twice, it is so. ');
		expect(answered).toMatchObject({ submittedCount: 1, refusals: [] });
		expect(await breakingRule('MGT-01')).toMatchObject([{ justification: 'Counted twice, it is so.' }]);
	});

	it('sees the other values of the form as they are typed, not as they are stored', async () => {
		await saveRule(ctx(manager), 'SEC-01', {
			...rule,
			kind: 'comparison',
			expression: 'denominator == denominator_SHR-02'
		});
		const cells = [
			{
				code: 'SEC-01',
				revision: 0,
				isConfirmed: true,
				typed: { ...empty, numerator: '1', denominator: '7' }
			}
		];
		const saved = await saveEntries(ctx(officer), { unit, period, intent: 'submit', cells });
		expect(saved.refusals).toMatchObject([{ kind: 'findings' }]);
	});
});

describe('findings', () => {
	it('are judged without being stored, for values that are not stored either', async () => {
		const indicatorId = await idOf(database.opened, 'indicator', 'SHR-03');
		const [judged] = await judgeObservations(database.opened.db, [
			{
				unitId,
				indicatorId,
				period,
				figures: { value: 1e12, numerator: null, denominator: null, missingReason: null }
			}
		]);
		expect(judged!.findings.map(({ kind }) => kind)).toEqual(
			expect.arrayContaining(['rule', 'zScore', 'modifiedZScore'])
		);
		expect(await openOf('SHR-03')).toEqual([]);
	});

	it('are found again in the cell whose rule speaks of the one that was changed', async () => {
		const cell = { unitId, indicatorId: await idOf(database.opened, 'indicator', 'SHR-01'), period };
		await database.opened.db
			.execute(sql`update observation set numerator = numerator - 1, value = 100.0 * (numerator - 1) / denominator,
			revision = revision + 1 where unit_id = ${unitId} and indicator_id = ${cell.indicatorId} and period = ${period}`);
		await database.opened.db.transaction((tx) => checkObservations(tx, ctx(officer), [cell]));
		expect(await breakingRule('SHR-02')).toMatchObject([{ rule: 'SHR-02.2' }]);
	});

	it('stay one each however often they are looked for, and keep what was said to them', async () => {
		const before = await openOf('MGT-01');
		const scope = systemScope('observation.read');
		const counts = await checkReportedCells(ctx(assessor), scope, period);
		const again = await checkReportedCells(ctx(assessor), scope, period);
		expect(again).toEqual({ ...counts, resolved: 0 });
		expect(await openOf('MGT-01')).toEqual(before);
	});

	it('are listed for those who oversee the unit, and answered by those who enter its data', async () => {
		const found = await listFindings(ctx(officer), { page: 1, state: 'open' });
		expect(found.findings.length).toBeGreaterThan(0);
		expect(new Set(found.findings.map((finding) => finding.unit.code))).toEqual(new Set([unit]));
		const own = found.findings.find(({ mayJustify }) => mayJustify)!;
		await justifyFinding(ctx(officer), { id: own.id, text: 'The catalogue was counted a day later.' });
		const justified = await listFindings(ctx(officer), { page: 1, state: 'justified' });
		expect(justified.findings.find(({ id }) => id === own.id)).toMatchObject({
			justification: 'The catalogue was counted a day later.',
			justifiedByName: officer.name
		});
		const stranger = await demonstrationActor(database.opened, 'head2');
		await expect(justifyFinding(ctx(stranger), { id: own.id, text: 'x' })).rejects.toMatchObject({
			code: 'notFound'
		});
		await expect(listFindings(ctx(stranger), { page: 1, unit })).rejects.toMatchObject({ code: 'forbidden' });
		const all = await listFindings(ctx(assessor), { page: 1, unit, indicator: 'MGT-01', kind: 'rule' });
		expect(all).toMatchObject({ total: 1, mayCheck: true });
		expect(await listFindings(ctx(assessor), { page: 9 })).toMatchObject({ findings: [] });
	});

	it('are looked for on demand by staff, and by night for what is recent', async () => {
		const checked = await checkPeriod(ctx(assessor), '2026-09');
		expect(checked.cells).toBeGreaterThan(300);
		await expect(checkPeriod(ctx(officer), '2026-09')).rejects.toMatchObject({ code: 'forbidden' });
		await expect(checkPeriod(ctx(assessor), 'soon')).rejects.toMatchObject({ code: 'invalidPeriod' });
		await checkFindings.run(database.context({ now: testNow }), {});
		const rows = await selectRows<{ period: string }>(
			database.opened.db,
			sql`select distinct period from observation_finding order by 1`
		);
		expect(rows.map((row) => row.period)).toEqual(expect.arrayContaining(['2026-08', '2026-09', '2026-10']));
	}, 60_000);
});

describe('rules', () => {
	it('are refused with the place of what is wrong', async () => {
		await expect(
			saveRule(ctx(manager), 'OPN-03', { ...rule, kind: 'comparison', expression: 'value >= OPN-99' })
		).rejects.toMatchObject({
			code: 'invalidInput',
			details: { problem: { code: 'unknownName', word: 'OPN-99', at: 10 } }
		});
		await expect(saveRule(ctx(manager), 'OPN-03', { ...rule, expression: ' ' })).rejects.toMatchObject({
			details: { problem: { code: 'noExpression' } }
		});
		await expect(saveRule(ctx(officer), 'OPN-03', rule)).rejects.toMatchObject({ code: 'forbidden' });
		await expect(saveRule(ctx(manager), 'NONE', rule)).rejects.toMatchObject({ code: 'unknownIndicator' });
	});

	it('are tried on twelve periods without being stored', async () => {
		const trial = await tryRule(ctx(manager), 'OPN-01', { ...rule, expression: 'value <= 0' });
		expect(trial.cells).toBe(trial.broken + trial.silent);
		expect(trial.examples).toHaveLength(10);
		expect(trial.examples[0]!.period).toBe(period);
		const change = await tryRule(ctx(manager), 'OPN-01', {
			...rule,
			kind: 'change',
			expression: 'previous >= 0'
		});
		expect(change.broken).toBe(0);
		expect(change.silent).toBeLessThan(change.cells / 4);
	});

	it('are changed by one who read the newest, retired with what they found, and audited', async () => {
		const [made] = (await getRulesPage(ctx(manager), 'OPN-02')).rules;
		const at = { id: made!.id, revision: made!.revision };
		await saveRule(ctx(manager), 'OPN-02', { ...rule, expression: 'value <= 1' }, at);
		await expect(saveRule(ctx(manager), 'OPN-02', rule, at)).rejects.toMatchObject({ code: 'conflict' });
		await checkPeriod(ctx(assessor), period);
		expect(await breakingRule('OPN-02')).toHaveLength(1);
		await retireRule(ctx(manager), 'OPN-02', { id: at.id, revision: 2 });
		expect(await breakingRule('OPN-02')).toEqual([]);
		const { rules } = await getRulesPage(ctx(manager), 'OPN-02');
		expect(rules).toMatchObject([{ code: 'OPN-02.1', retiredAt: testNow }]);
		await saveRule(ctx(manager), 'OPN-02', rule);
		expect((await getRulesPage(ctx(manager), 'OPN-02')).rules[0]).toMatchObject({ code: 'OPN-02.2' });
		const audited = await selectRows<{ n: number }>(
			database.opened.db,
			sql`select count(*)::int as n from audit_entry where action = 'rule.change' and entity_id like 'OPN-02.%'`
		);
		expect(audited[0]!.n).toBe(4);
	});
});
