/**
 * Why a value or a score is not there. A missing cell always carries one of these, never a 0, a NaN without a word or a null:
 * - `notReported`: nobody delivered it · `notApplicable`: does not exist for this unit (needs an approval)
 * - `rejected`: delivered and turned down in review · `suppressed`: too few cases to publish
 * - `noSpread`: the formula is undefined, because the peers do not differ · `belowCoverage`: too few children have a score
 */
export const missingReasons = [
	'notReported',
	'notApplicable',
	'rejected',
	'suppressed',
	'noSpread',
	'belowCoverage'
] as const;

export type MissingReason = (typeof missingReasons)[number];

/** Reasons are kept as bytes beside the scores: 0 is "not missing", k is `missingReasons[k − 1]`. */
export function reasonToByte(reason: MissingReason): number {
	return missingReasons.indexOf(reason) + 1;
}

export function byteToReason(byte: number | undefined): MissingReason | undefined {
	return byte ? missingReasons[byte - 1] : undefined;
}
