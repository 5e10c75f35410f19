/** What a proof can belong to. */
export const evidenceSubjects = [
	'observation',
	'assessment',
	'selfAssessment',
	'adjustment',
	'appeal',
	'order'
] as const;
export type EvidenceSubject = (typeof evidenceSubjects)[number];
