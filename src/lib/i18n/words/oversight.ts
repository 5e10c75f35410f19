import type { OperationPartyKind } from '../../domain/oversight/operation-party';
import type { OrderGround, OrderStatus } from '../../domain/oversight/order-status';
import type { DisclosureState } from '../../domain/oversight/disclosure';
import { m } from '../paraglide/messages';

const statuses: Record<OrderStatus, () => string> = {
	issued: m.orders_status_issued,
	acknowledged: m.orders_status_acknowledged,
	answered: m.orders_status_answered,
	sentBack: m.orders_status_sent_back,
	verified: m.orders_status_verified,
	withdrawn: m.orders_status_withdrawn
};
export const orderStatusLabel = (status: OrderStatus): string => statuses[status]();

const grounds: Record<OrderGround, () => string> = {
	belowTarget: m.orders_ground_below_target,
	failedRule: m.orders_ground_failed_rule,
	veto: m.orders_ground_veto,
	compliance: m.orders_ground_compliance
};
export const orderGroundLabel = (ground: OrderGround): string => grounds[ground]();

const partyKinds: Record<OperationPartyKind, () => string> = {
	implementer: m.disclosures_kind_implementer,
	operator: m.disclosures_kind_operator
};
export const partyKindLabel = (kind: OperationPartyKind): string => partyKinds[kind]();

const disclosureStates: Record<DisclosureState, () => string> = {
	done: m.disclosures_state_done,
	late: m.disclosures_state_late,
	missing: m.disclosures_state_missing,
	open: m.disclosures_state_open
};
export const disclosureStateLabel = (state: DisclosureState): string => disclosureStates[state]();
