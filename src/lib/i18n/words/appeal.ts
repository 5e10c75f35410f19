import type { AppealBar } from '../../domain/appeal/appeal-flow';
import type { AppealStatus } from '../../domain/appeal/appeal-status';
import { m } from '../paraglide/messages';

const statuses: Record<AppealStatus, () => string> = {
	filed: m.appeal_status_filed,
	admitted: m.appeal_status_admitted,
	refused: m.appeal_status_refused,
	upheld: m.appeal_status_upheld,
	partlyUpheld: m.appeal_status_partly_upheld,
	dismissed: m.appeal_status_dismissed,
	withdrawn: m.appeal_status_withdrawn
};

export function appealStatusLabel(status: AppealStatus): string {
	return statuses[status]();
}

const bars: Record<Exclude<AppealBar, 'forbidden'>, () => string> = {
	ownUnit: m.appeals_bar_own_unit,
	scored: m.appeals_bar_scored,
	recused: m.appeals_bar_recused,
	conflict: m.appeals_bar_conflict
};

/** Why somebody who decides appeals does not decide this one. */
export function appealBarText(bar: Exclude<AppealBar, 'forbidden'>): string {
	return bars[bar]();
}
