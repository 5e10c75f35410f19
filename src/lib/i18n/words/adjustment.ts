import type { AdjustmentStatus } from '../../domain/round/adjustment-status';
import { m } from '../paraglide/messages';

const statuses: Record<AdjustmentStatus, () => string> = {
	proposed: m.adjustment_status_proposed,
	confirmed: m.adjustment_status_confirmed,
	rejected: m.adjustment_status_rejected,
	withdrawn: m.adjustment_status_withdrawn
};

export function adjustmentStatusLabel(status: AdjustmentStatus): string {
	return statuses[status]();
}
