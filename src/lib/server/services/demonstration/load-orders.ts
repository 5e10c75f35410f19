import { addDays } from 'date-fns';
import type { AuditAction } from '../../../domain/audit/audit-line';
import type { OrderGround, OrderStatus } from '../../../domain/oversight/order-status';
import { statusAfter, type OrderMove } from '../../../domain/oversight/order-flow';
import type { AuditFact } from '../../audit/append';
import type { Tx } from '../../db/client';
import { listWeighingRounds } from '../../db/queries/order-weight';
import { evidence, orderStep, rectificationOrder } from '../../db/schema';
import { recomputeRound } from '../round/recompute-round';
import type { StoredIndicator } from './load-indicators';
import type { StoredIds } from './load-observations';
import { demonstrationDepartmentCode, demonstrationRegionCode } from './settings';
import type { World } from './world';

interface StepSeed {
	readonly move: OrderMove;
	readonly daysAgo: number;
	/** account; undefined: the unit's own system */
	readonly by?: string;
	readonly text?: string;
}

interface OrderSeed {
	readonly unit: string;
	readonly ground: OrderGround;
	readonly indicator?: string;
	readonly finding: string;
	readonly demand: string;
	/** from today on */
	readonly dueInDays: number;
	readonly steps: readonly StepSeed[];
}

/** One order of each kind of state, so that everybody finds something to do. All of it is made up. */
const orderSeeds: readonly OrderSeed[] = [
	{
		unit: demonstrationDepartmentCode,
		ground: 'compliance',
		finding: '2项数据资源的开放属性未经定期评估（演示虚构）。',
		demand: '补充开放属性评估，并提交评估记录。',
		dueInDays: 12,
		steps: [{ move: 'issue', daysAgo: 2, by: 'leader' }]
	},
	{
		unit: '110000-transport',
		ground: 'belowTarget',
		indicator: 'OPN-01',
		finding: '开放率低于目标值（演示虚构）。',
		demand: '制定开放计划，并按月报送进展。',
		dueInDays: -6,
		steps: [
			{ move: 'issue', daysAgo: 24, by: 'leader' },
			{ move: 'acknowledge', daysAgo: 22, by: 'head2' }
		]
	},
	{
		unit: `${demonstrationRegionCode}-transport`,
		ground: 'failedRule',
		indicator: 'SHR-02',
		finding: '目录内资源数与登记数不一致（演示虚构）。',
		demand: '核对目录并更正数据。',
		dueInDays: 4,
		steps: [
			{ move: 'issue', daysAgo: 16, by: 'governor' },
			{ move: 'acknowledge', daysAgo: 15 },
			{ move: 'answer', daysAgo: 3, text: '已核对目录，数据已更正，见证明材料。' }
		]
	},
	{
		unit: '110000-health',
		ground: 'compliance',
		finding: '数据共享接口未设访问控制（演示虚构）。',
		demand: '设置访问控制，并提交测试报告。',
		dueInDays: -20,
		steps: [
			{ move: 'issue', daysAgo: 45, by: 'leader' },
			{ move: 'acknowledge', daysAgo: 44 },
			{ move: 'answer', daysAgo: 32, text: '已启用访问控制。' },
			{ move: 'sendBack', daysAgo: 29, by: 'assessor', text: '未附测试报告。' },
			{ move: 'answer', daysAgo: 24, text: '已补充测试报告。' },
			{ move: 'verify', daysAgo: 21, by: 'assessor', text: '测试报告符合要求。' }
		]
	}
];

/** Stores the orders with their steps and proofs. @returns what the audit has to say of them, for its order of time */
export async function loadOrders(
	tx: Tx,
	world: World,
	indicators: readonly StoredIndicator[],
	ids: StoredIds
): Promise<AuditFact[]> {
	const seeds = seedsWithin(ids);
	if (seeds.length === 0) return [];
	const at = (days: number): Date => addDays(world.now, days);
	const person = (account: string | undefined): number | null =>
		account === undefined ? null : (ids.people.get(account) ?? null);
	const stored = await tx
		.insert(rectificationOrder)
		.values(
			seeds.map(({ unit, ground, indicator, finding, demand, dueInDays, steps }) => {
				const last = steps.at(-1)!;
				const answer = steps.findLast(({ move }) => move === 'answer');
				const status: OrderStatus = statusAfter[last.move];
				return {
					unitId: ids.units.get(unit)!,
					ground,
					indicatorId: indicators.find(({ code }) => code === indicator)?.id ?? null,
					period: indicator ? world.months.at(-1)!.code : null,
					finding,
					demand,
					dueOn: at(dueInDays).toISOString().slice(0, 10),
					status,
					issuedBy: person(steps[0]!.by),
					issuedAt: at(-steps[0]!.daysAgo),
					answeredAt: answer ? at(-answer.daysAgo) : null,
					closedAt: status === 'verified' ? at(-last.daysAgo) : null,
					revision: steps.length
				};
			})
		)
		.returning({ id: rectificationOrder.id });
	const taken = seeds.flatMap(({ unit, steps }, n) =>
		steps.map((step, i) => ({ step, unit, before: steps[i - 1], id: stored[n]!.id }))
	);
	await tx.insert(orderStep).values(
		taken.map(({ step, id }) => ({
			orderId: id,
			toStatus: statusAfter[step.move],
			text: step.text ?? '',
			takenBy: person(step.by),
			takenAt: at(-step.daysAgo)
		}))
	);
	await tx.insert(evidence).values(
		taken
			.filter(({ step }) => step.move === 'answer')
			.map(({ step, unit, id }) => ({
				unitId: ids.units.get(unit)!,
				subject: 'order' as const,
				subjectKey: String(id),
				label: '整改报告',
				url: `https://example.org/orders/${id}`,
				addedBy: person(step.by),
				addedAt: at(-step.daysAgo)
			}))
	);
	return taken.map(({ step, unit, before, id }): AuditFact => ({
		actorId: person(step.by) ?? undefined,
		at: at(-step.daysAgo),
		action: `order.${step.move}` satisfies AuditAction,
		entity: 'order',
		entityId: id,
		unitId: ids.units.get(unit),
		before: before && { status: statusAfter[before.move] },
		after: { status: statusAfter[step.move], ...(step.text ? { reason: step.text } : {}) }
	}));
}

/** Lets the orders weigh on the rounds under way, once the others are published. */
export async function weighStoredOrders(tx: Tx, world: World, ids: StoredIds): Promise<void> {
	const unitIds = seedsWithin(ids).map(({ unit }) => ids.units.get(unit)!);
	const weighing = await listWeighingRounds(tx, unitIds);
	for (const roundId of new Set(weighing.map((row) => row.roundId))) {
		const units = weighing.filter((row) => row.roundId === roundId).map(({ unitId }) => unitId);
		await recomputeRound(tx, roundId, world.now, units);
	}
}

function seedsWithin(ids: StoredIds): OrderSeed[] {
	return orderSeeds.filter(({ unit }) => ids.units.has(unit));
}
