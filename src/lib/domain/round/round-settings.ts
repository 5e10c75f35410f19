import type { Consolidation } from '../assessment/assessment';
import type { Audience } from './round';

/** How a round is scored and decided. */
export interface RoundSettings {
	readonly audience: Audience;
	readonly consolidation: Consolidation;
	/** points between the highest and the lowest score of a cell above which it is moderated */
	readonly spreadLimit: number;
	readonly assessorsPerCell: number;
	/** points below and above which a score needs a comment; null: it needs none on that side */
	readonly commentBelow: number | null;
	readonly commentAbove: number | null;
	/** working days in which an appeal that was filed is to be decided */
	readonly appealWorkingDays: number;
}

export const usualSettings: RoundSettings = {
	audience: 'public',
	consolidation: 'mean',
	spreadLimit: 25,
	assessorsPerCell: 2,
	commentBelow: 40,
	commentAbove: 90,
	appealWorkingDays: 10
};
export const mostAssessorsPerCell = 9;
export const mostAppealDays = 60;

/** The settings among what else is known of a round. */
export function settingsOf(round: RoundSettings): RoundSettings {
	const {
		audience,
		consolidation,
		spreadLimit,
		assessorsPerCell,
		commentBelow,
		commentAbove,
		appealWorkingDays
	} = round;
	return {
		audience,
		consolidation,
		spreadLimit,
		assessorsPerCell,
		commentBelow,
		commentAbove,
		appealWorkingDays
	};
}
