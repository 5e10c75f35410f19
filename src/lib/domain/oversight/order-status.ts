/** Where a rectification order 整改通知单 stands (`domain.md`, life cycles). Overdue is no status: its date passes while it is open. */
export const orderStatuses = [
	'issued',
	'acknowledged',
	'answered',
	'sentBack',
	'verified',
	'withdrawn'
] as const;
export type OrderStatus = (typeof orderStatuses)[number];

/** What an order rests on. `compliance`: a finding that no indicator tells, as on rules, security or fair competition. */
export const orderGrounds = ['belowTarget', 'failedRule', 'veto', 'compliance'] as const;
export type OrderGround = (typeof orderGrounds)[number];
