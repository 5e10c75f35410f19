import { missingReasons, type MissingReason } from '../scoring/missing-reason';

/** How people of both languages write a reason for absence beside its code. */
const words: Readonly<Record<string, MissingReason>> = {
	'not reported': 'notReported',
	未报送: 'notReported',
	未报告: 'notReported',
	未填报: 'notReported',
	'not applicable': 'notApplicable',
	'n/a': 'notApplicable',
	不适用: 'notApplicable',
	rejected: 'rejected',
	未通过审核: 'rejected',
	suppressed: 'suppressed',
	样本过少: 'suppressed'
};

/** The reason that a cell of a file gives for a missing value, by its code or in words. */
export function findMissingReason(text: string): MissingReason | undefined {
	const code = missingReasons.find((reason) => reason === text);
	const word = text.normalize('NFKC').trim().toLowerCase();
	return code ?? (Object.hasOwn(words, word) ? words[word] : undefined);
}
