/** Where an appeal 申诉 stands (`domain.md`, life cycles). `withdrawn`: taken back by the unit before it was decided. */
export const appealStatuses = [
	'filed',
	'admitted',
	'refused',
	'upheld',
	'partlyUpheld',
	'dismissed',
	'withdrawn'
] as const;
export type AppealStatus = (typeof appealStatuses)[number];

/** What a deciding authority can say of an admitted appeal. */
export const appealDecisions = ['upheld', 'partlyUpheld', 'dismissed'] as const;
export type AppealDecision = (typeof appealDecisions)[number];
