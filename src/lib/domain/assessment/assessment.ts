export const assessmentStatuses = ['assigned', 'draft', 'submitted', 'locked'] as const;
export type AssessmentStatus = (typeof assessmentStatuses)[number];

export const consolidations = ['mean', 'median', 'trimmedMean'] as const;
export type Consolidation = (typeof consolidations)[number];
