import { mostEvidence, type EvidenceProblem } from '$lib/domain/evidence/evidence';
import { m } from '$lib/i18n/paraglide/messages';

/** Why a proof was not taken, with what to do. */
export function evidenceProblemText(problem: EvidenceProblem): string {
	switch (problem.code) {
		case 'nothing':
			return m.evidence_problem_nothing();
		case 'empty':
			return m.evidence_problem_empty();
		case 'tooLarge':
			return m.evidence_problem_too_large();
		case 'tooMany':
			return m.evidence_full({ count: mostEvidence });
		case 'locked':
			return m.evidence_locked();
		case 'badLink':
			return m.evidence_problem_link();
		case 'labelTooLong':
			return m.evidence_problem_label();
		case 'type':
			return problem.found === null
				? m.evidence_problem_type_unknown({ name: problem.name })
				: m.evidence_problem_type({ name: problem.name, found: problem.found });
	}
}
