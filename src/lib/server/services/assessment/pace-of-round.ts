import type { AssignedCell, ScoringRound } from '../../../domain/assessment/assigned-cell';
import { scoringBar } from '../../../domain/assessment/assessment-rules';
import { paceOf, type Pace, type PacedCell } from '../../../domain/assessment/pace';
import { dayAt } from '../../../domain/indicator/report-due';
import { roundTimeZone } from '../../../domain/round/round';

/** How an assessor gets on with a round. @param cells all that are assigned to him, in any round */
export function paceOfRound(
	cells: readonly AssignedCell[],
	round: ScoringRound,
	isAside: (cell: AssignedCell) => boolean,
	now: Date
): Pace {
	const { stage, windows } = round;
	const paced = (cell: AssignedCell): PacedCell => ({
		score: cell.score,
		savedAt: cell.savedAt,
		dueDay: dayAt(new Date(cell.dueAt.getTime() - 1), roundTimeZone),
		isOpen: !scoringBar({ status: cell.status, stage, windows, ownsUnit: isAside(cell) }, now)
	});
	return paceOf(
		cells.map(paced),
		cells.filter(({ roundId }) => roundId === round.id).map(paced),
		now,
		(instant) => dayAt(instant, roundTimeZone)
	);
}
