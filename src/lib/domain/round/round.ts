/** Stages of a round in their order (`domain.md`, life cycles). */
export const roundStages = [
	'draft',
	'collecting',
	'selfAssessment',
	'review',
	'scoring',
	'publicity',
	'appeals',
	'final',
	'published',
	'withdrawn'
] as const;
export type RoundStage = (typeof roundStages)[number];

export const audiences = ['internal', 'public'] as const;
export type Audience = (typeof audiences)[number];

/** Opening and closing of one stage, as instants. Windows may overlap: scores can be given while late months still come in. */
export interface StageWindow {
	readonly stage: RoundStage;
	readonly opensAt: Date;
	readonly closesAt: Date;
}

export function isStageOpen(windows: readonly StageWindow[], stage: RoundStage, now: Date): boolean {
	return windows.some((w) => w.stage === stage && w.opensAt <= now && now < w.closesAt);
}

/** Results of these stages are provisional: they follow every change of an input. */
export function isProvisional(stage: RoundStage): boolean {
	return stage !== 'published' && stage !== 'withdrawn';
}

/** Where the days of a round begin and end. */
export const roundTimeZone = 'Asia/Shanghai';
