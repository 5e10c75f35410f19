import { parseNumber, type NumberProblem } from '../indicator/parse-number';

export interface Evidence {
	readonly label: string;
	readonly url?: string;
}

/** An assessor's form as it was typed: a level picked, or exact points, which then count. */
export interface TypedAssessment {
	/** '' or the points of the level picked */
	readonly level: string;
	readonly points: string;
	readonly comment: string;
	readonly evidence: readonly { readonly label: string; readonly url: string }[];
	/** the assessor's own mark: to come back to */
	readonly isFlagged: boolean;
}

export interface AssessmentDraft {
	/** points 0–100; null: not scored yet */
	readonly score: number | null;
	readonly comment: string;
	readonly evidence: readonly Evidence[];
	/** the assessor's own mark: to come back to; nothing that is given away bears it */
	readonly isFlagged: boolean;
}

export type AssessmentProblem =
	| { readonly field: 'points'; readonly code: NumberProblem | 'outOfScale' | 'tooFine' | 'required' }
	| { readonly field: 'comment'; readonly code: 'tooLong' | 'required' }
	| {
			readonly field: 'evidence';
			readonly code: 'notALink' | 'tooLong' | 'labelMissing';
			readonly row: number;
	  };

export type AssessmentReading =
	| { readonly kind: 'draft'; readonly draft: AssessmentDraft }
	| { readonly kind: 'problems'; readonly problems: readonly AssessmentProblem[] };

export const longestComment = 4000;
const longestLabel = 200;
const longestLink = 2000;

/** Reads an assessor's form, or says everything that is wrong with it. An empty score is a draft; `forSubmission` asks for one. */
export function readAssessment(typed: TypedAssessment, forSubmission: boolean): AssessmentReading {
	const problems: AssessmentProblem[] = [];
	const score = readPoints(typed.points.trim() === '' ? typed.level : typed.points, problems);
	if (forSubmission && score === null && problems.length === 0)
		problems.push({ field: 'points', code: 'required' });
	const comment = typed.comment.replace(/\r\n/g, '\n').trim();
	if (comment.length > longestComment) problems.push({ field: 'comment', code: 'tooLong' });
	const evidence: Evidence[] = [];
	typed.evidence.forEach((row, index) => {
		const label = row.label.trim();
		const url = row.url.trim();
		if (label === '' && url === '') return;
		if (label === '') problems.push({ field: 'evidence', code: 'labelMissing', row: index });
		else if (label.length > longestLabel || url.length > longestLink) {
			problems.push({ field: 'evidence', code: 'tooLong', row: index });
		} else if (url !== '' && !isLink(url)) problems.push({ field: 'evidence', code: 'notALink', row: index });
		evidence.push(url === '' ? { label } : { label, url });
	});
	if (problems.length > 0) return { kind: 'problems', problems };
	const isFlagged = typed.isFlagged && !forSubmission;
	return { kind: 'draft', draft: { score, comment, evidence, isFlagged } };
}

/** Points 0–100, with at most two decimals: nobody judges more finely, and a typing error shows. */
function readPoints(text: string, problems: AssessmentProblem[]): number | null {
	const parsed = parseNumber(text);
	if (parsed.kind === 'empty') return null;
	if (parsed.kind === 'problem') problems.push({ field: 'points', code: parsed.problem });
	else if (parsed.value < 0 || parsed.value > 100) problems.push({ field: 'points', code: 'outOfScale' });
	else if (Number(parsed.value.toFixed(2)) !== parsed.value)
		problems.push({ field: 'points', code: 'tooFine' });
	return parsed.kind === 'number' ? parsed.value : null;
}

/** Only what a browser opens as a page: no `javascript:`, no file paths. */
function isLink(text: string): boolean {
	try {
		return ['http:', 'https:'].includes(new URL(text).protocol);
	} catch {
		return false;
	}
}

export function isSameDraft(a: AssessmentDraft, b: AssessmentDraft): boolean {
	const plain = (draft: AssessmentDraft): string =>
		JSON.stringify([
			draft.score,
			draft.comment,
			draft.evidence.map(({ label, url }) => [label, url ?? '']),
			draft.isFlagged
		]);
	return plain(a) === plain(b);
}
