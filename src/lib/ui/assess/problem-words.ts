import type { AssessmentProblem } from '$lib/domain/assessment/read-draft';
import { m } from '$lib/i18n/paraglide/messages';
import { numberProblemText } from '$lib/i18n/words/entry-problem';

/** One sentence about one field of an assessor's form, with what to do. */
export function assessmentProblemText(problem: AssessmentProblem): string {
	if (problem.field === 'comment')
		return problem.code === 'required'
			? m.assess_problem_comment_required()
			: m.assess_problem_comment_too_long();
	if (problem.field === 'evidence') {
		const number = problem.row + 1;
		if (problem.code === 'notALink') return m.assess_problem_evidence_link({ number });
		if (problem.code === 'labelMissing') return m.assess_problem_evidence_label({ number });
		return m.assess_problem_evidence_too_long({ number });
	}
	if (problem.code === 'required') return m.assess_problem_required();
	if (problem.code === 'outOfScale') return m.assess_problem_out_of_scale();
	if (problem.code === 'tooFine') return m.assess_problem_too_fine();
	return numberProblemText(problem.code);
}

/** Id of the field that a problem is about. */
export function assessmentProblemField(problem: AssessmentProblem): string {
	if (problem.field === 'evidence')
		return `evidence-${problem.code === 'notALink' ? 'url' : 'label'}-${problem.row}`;
	return problem.field === 'points' && problem.code === 'required' ? 'level-1' : problem.field;
}
