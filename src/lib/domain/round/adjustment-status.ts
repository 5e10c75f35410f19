/** An adjustment counts only when somebody else than its proposer has confirmed it. */
export const adjustmentStatuses = ['proposed', 'confirmed', 'rejected', 'withdrawn'] as const;
export type AdjustmentStatus = (typeof adjustmentStatuses)[number];
