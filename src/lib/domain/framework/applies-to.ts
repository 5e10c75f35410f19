import type { UnitKind, UnitLevel } from '../unit/unit';

export const frameworkStatuses = ['draft', 'published', 'retired'] as const;
export type FrameworkStatus = (typeof frameworkStatuses)[number];

/** Which units a framework is for; units under different frameworks are never ranked together. */
export interface AppliesTo {
	readonly kind: UnitKind;
	readonly levels?: readonly UnitLevel[];
	readonly sectors?: readonly string[];
}
