import { fail, type ActionFailure } from '@sveltejs/kit';
import { DomainError } from '$lib/domain/errors';
import type { RoundBlock } from '$lib/domain/round/round-flow';
import type { TimetableProblem } from '$lib/domain/round/timetable';
import { m } from '$lib/i18n/paraglide/messages';
import { blockList, timetableProblem } from '$lib/i18n/words/round';
import type { FormRefusal } from '$lib/ui/form/form-state';
import { refuse } from '../admin/refuse';

const reasons: Readonly<Record<string, () => string>> = {
	nobody: m.rounds_assign_nobody,
	noScoringWindow: m.rounds_assign_no_window
};

/** The answer of a form about a round to a refusal: what blocks it, or what is wrong with which field. */
export function refuseRound(
	which: string,
	error: unknown,
	typed: Readonly<Record<string, string>>
): ActionFailure<FormRefusal> {
	if (error instanceof DomainError) {
		const { blocks, timetable, reason, existingRound } = error.details;
		const say = (code: string, message: string, fields: Record<string, string> = {}) =>
			fail(code === 'invalidInput' ? 422 : 409, { which, code, message, fields, values: typed });
		if (Array.isArray(blocks)) {
			return say('blocked', m.rounds_blocked_answer({ blocks: blockList(blocks as RoundBlock[]) }));
		}
		if (existingRound !== undefined) {
			return say('exists', m.rounds_exists(), { period: m.rounds_exists() });
		}
		if (Array.isArray(timetable)) {
			const problems = timetable as TimetableProblem[];
			const fields = Object.fromEntries(
				problems.map(({ stage, problem }) => [
					problem === 'publicityDuringScoring' ? `${stage}-first` : `${stage}-last`,
					timetableProblem(problem)
				])
			);
			return say('invalidInput', m.auth_error_invalid_input(), fields);
		}
		if (typeof reason === 'string' && reasons[reason]) return say('invalidInput', reasons[reason]());
	}
	return refuse(which, error, typed);
}
