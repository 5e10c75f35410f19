import type { Histogram } from '../../../domain/indicator/indicator';
import type { RandomStream } from './random';

/** Requests of one month: when they were answered, and how people rated the answers. */
export interface TicketMonth {
	readonly received: number;
	readonly answeredWithin10: number;
	/** working days to the answer; those unanswered wait at the cut-off, seven working days after the month's end */
	readonly responseDays: Histogram;
	readonly ratings: Histogram;
}

const workingDaysOfMonth = 21;
const cutOffAfterMonthEnd = 7;

/** @param typicalDays median of the answered ones @param silence share that is never answered @param warmth mean rating, 1–5 */
export function generateTickets(
	random: RandomStream,
	received: number,
	typicalDays: number,
	silence: number,
	warmth: number
): TicketMonth {
	const days = new Map<number, [answered: number, waiting: number]>();
	const ratings = [0, 0, 0, 0, 0];
	let answeredWithin10 = 0;
	for (let i = 0; i < received; i++) {
		const cutOff = workingDaysOfMonth - random.integer(1, workingDaysOfMonth) + cutOffAfterMonthEnd;
		const drawn = Math.round(typicalDays * Math.exp(0.65 * random.normal()));
		const isAnswered = !random.chance(silence) && drawn <= cutOff;
		const day = isAnswered ? drawn : cutOff;
		const row = days.get(day) ?? [0, 0];
		row[isAnswered ? 0 : 1]++;
		days.set(day, row);
		if (!isAnswered) continue;
		if (day <= 10) answeredWithin10++;
		if (random.chance(0.55)) {
			const rating = Math.min(5, Math.max(1, Math.round(warmth + 0.9 * random.normal())));
			ratings[rating - 1]!++;
		}
	}
	return {
		received,
		answeredWithin10,
		responseDays: [...days]
			.sort((a, b) => a[0] - b[0])
			.map(([day, [answered, waiting]]) => [day, answered, waiting]),
		ratings: ratings.flatMap((count, i) => (count > 0 ? [[i + 1, count, 0] as const] : []))
	};
}
