import { describe, expect, it } from 'vitest';
import { ordersStillWeigh, weighingInstant, weightOf } from '../../../src/lib/domain/oversight/order-weight';
import { parsePeriod } from '../../../src/lib/domain/period/period';

const zone = 'Asia/Shanghai';
const at = new Date('2026-11-15T04:00:00Z');
const order = { status: 'acknowledged', wasSentBack: false, dueOn: '2026-11-10' } as const;

describe('an order weighs on a round', () => {
	it('when it is overdue, or was sent back and is not verified', () => {
		expect(weightOf(order, zone, at)).toBe('overdue');
		expect(weightOf({ ...order, dueOn: '2026-11-20' }, zone, at)).toBeUndefined();
		expect(weightOf({ ...order, status: 'answered', wasSentBack: true }, zone, at)).toBe('sentBack');
		expect(weightOf({ ...order, status: 'answered' }, zone, at)).toBeUndefined();
	});

	it.each(['verified', 'withdrawn', null] as const)('not when it stands at %s', (status) => {
		expect(weightOf({ ...order, status, wasSentBack: true }, zone, at)).toBeUndefined();
	});

	it('as it stood at the end of the period, or stands now while the period lasts', () => {
		expect(weighingInstant(parsePeriod('2026-Q3'), zone, at)).toEqual(new Date('2026-09-30T15:59:59.999Z'));
		expect(weighingInstant(parsePeriod('2026-Q4'), zone, at)).toEqual(at);
	});

	it('until the results are laid open', () => {
		expect(ordersStillWeigh('scoring')).toBe(true);
		for (const stage of ['publicity', 'appeals', 'final', 'published'] as const) {
			expect(ordersStillWeigh(stage)).toBe(false);
		}
	});
});
