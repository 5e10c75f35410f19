/** The key under which `setting` says whether the demonstration is there. */
export const demonstrationSetting = 'demonstration';

/** The region and the department that the demonstration's people belong to. */
export const demonstrationRegionCode = '330000';
export const demonstrationDepartmentCode = '330000-health';

/** Of every demonstration account; printed at the start. */
export const demonstrationPassword = 'yardstick-demo';

/** Any number: the same one gives the same demonstration. */
export const demonstrationSeed = 20260;

/** A month is due on the tenth of the next one, at the end of that day in Shanghai. */
export const dueDayOfNextMonth = 10;

export interface DemonstrationSize {
	/** how many of the 31 provinces, the demonstration's own among them */
	readonly provinces: number;
	/** how many months up to the last one */
	readonly months: number;
}

export const fullSize: DemonstrationSize = { provinces: 31, months: 36 };

/** What `setting.demonstration` holds. */
export interface DemonstrationState {
	readonly state: 'seeding' | 'ready';
	readonly seed: number;
	readonly firstMonth: string;
	readonly lastMonth: string;
	/** ISO instant at which it was made */
	readonly madeAt: string;
}
