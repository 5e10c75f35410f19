import type { Role } from '../../../domain/access/roles';
import type { MessageKind, Notice } from '../../../domain/message/message';
import type { OrderMove } from '../../../domain/oversight/order-flow';

/** Who is told of which step: the unit's heads of what they have to do, those who verify of what waits for them. */
const told: Partial<
	Record<OrderMove, { readonly kind: MessageKind; readonly roles: readonly Role[]; readonly issuer: boolean }>
> = {
	issue: { kind: 'order.issued', roles: ['departmentHead'], issuer: false },
	answer: { kind: 'order.answered', roles: ['evaluationStaff'], issuer: true },
	verify: { kind: 'order.verified', roles: ['departmentHead'], issuer: true },
	sendBack: { kind: 'order.sentBack', roles: ['departmentHead'], issuer: true },
	withdraw: { kind: 'order.withdrawn', roles: ['departmentHead'], issuer: false }
};

/** What a step of an order is told by; none of an acknowledgement, which the page shows. */
export function orderNotices(
	move: OrderMove,
	order: {
		readonly id: number;
		readonly unitId: number;
		readonly dueOn: string;
		readonly revision: number;
		readonly issuedBy: number | null;
	},
	said: { readonly reason: string | null; readonly by: string }
): Notice[] {
	const word = told[move];
	if (!word) return [];
	return [
		{
			kind: word.kind,
			unitId: order.unitId,
			roles: word.roles,
			alsoUserIds: word.issuer && order.issuedBy !== null ? [order.issuedBy] : [],
			details: { order: order.id, date: order.dueOn, reason: said.reason, by: said.by },
			path: `/oversight/orders/${order.id}`,
			dedupeKey: `order ${order.id} ${order.revision}`
		}
	];
}
